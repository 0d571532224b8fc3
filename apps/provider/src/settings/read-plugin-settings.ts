import type { StashApi } from "@stash2plex/shared/stash";

import { type PluginSettings, pluginSettingsAsRaw } from "./plugin-settings.ts";

/** The recommended package, whose id v1 had too, and the one that runs Node. */
const pluginIds = ["Stash2Plex", "Stash2PlexCli"] as const;

const isFilled = ([, value]: readonly [string, unknown]): boolean => value !== null && value !== "";

/** Reads what Stash holds for either package of the plugin. Rejects with a `StashError` when Stash cannot be asked. */
export async function readPluginSettings(
  api: Pick<StashApi, "pluginSettings">,
  signal?: AbortSignal,
): Promise<PluginSettings> {
  const options = signal === undefined ? {} : { signal };
  const [main, cli] = await Promise.all(pluginIds.map((id) => api.pluginSettings(id, options)));
  // What is filled in for one of them is not undone by an empty box of the other.
  return pluginSettingsAsRaw({
    ...main,
    ...Object.fromEntries(Object.entries(cli ?? {}).filter(isFilled)),
  });
}
