import type { InstalledPlugins, PluginPackage } from "@stash2plex/shared/stash";

import { OperatorError } from "../serving/operator-error.ts";
import { asked } from "./check-sides.ts";
import type { SetupRun } from "./setup-run.ts";

/** The recommended package; version 1 of the plugin has the same id. */
export const PLUGIN_ID = "Stash2Plex";
/** Name of our source, and folder of its packages, as docs/plugin.md says to fill them in by hand. */
export const SOURCE = { name: "Stash2Plex", localPath: "stash2plex" } as const;
export const INDEX_PATH = "/plugin/index.yml";

/** The index of our packages, as Stash reaches it. */
export const sourceUrl = ({ choices }: SetupRun): string =>
  choices.pluginSource ?? `${choices.providerUrlForStash}${INDEX_PATH}`;

/** Whether the packages come from a provider of ours, this one or one at an earlier address. */
export const isProviderSource = (url: string): boolean => url.endsWith(INDEX_PATH);

const remedy =
  "Remove it in Stash (Settings, Plugins, Installed Plugins), then run the set-up again; what is filled in for it stays and is used again.";

/** What Stash has of the plugin; rejects while another plugin bears its name. */
export async function installedPlugin(run: SetupRun): Promise<PluginPackage | null> {
  const { packages, plugins }: InstalledPlugins = await run.stash.installedPlugins(
    asked(run.signal),
  );
  const found = packages.find(({ id }) => id === PLUGIN_ID);
  if (found === undefined) {
    const byHand = plugins.find(({ id }) => id === PLUGIN_ID);
    if (byHand === undefined) return null;
    throw new OperatorError(
      `Stash has a plugin ${PLUGIN_ID}${versionOf(byHand)} that lies in its plugins folder by hand. Two of one name do harm: remove its folder, reload the plugins in Stash, then run the set-up again; what is filled in for it stays and is used again.`,
    );
  }
  if (found.sourceUrl === sourceUrl(run) || isProviderSource(found.sourceUrl)) return found;
  throw new OperatorError(
    `Stash has a plugin ${PLUGIN_ID}${versionOf(found)} from ${found.sourceUrl}, which may be version 1. ${remedy}`,
  );
}

export const versionOf = ({ version }: { readonly version: string | null }): string =>
  version === null ? "" : ` ${version}`;
