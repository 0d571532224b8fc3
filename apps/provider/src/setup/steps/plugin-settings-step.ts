import { isDeepStrictEqual } from "node:util";

import { asked } from "../check-sides.ts";
import { settingsNow } from "../connections.ts";
import { PLUGIN_ID } from "../plugin-facts.ts";
import { asItWas, done, type SetupRun, type StepWork, toDo } from "../setup-run.ts";
import { withoutPlugin } from "./plugin-source-step.ts";

type Stored = Readonly<Record<string, unknown>>;

/** Up to v0.25 Stash gives `provider_url` back as `providerUrl` (docs/reference/stash.md, 4.9). */
const folded = (name: string): string => name.replaceAll("_", "").toLowerCase();

/** The names are those of the plugin's own settings. */
const wanted = ({ choices, deps }: SetupRun): Stored => {
  const { apiToken } = settingsNow(deps).settings;
  return {
    provider_url: choices.providerUrlForStash,
    ...(apiToken !== null && { provider_token: apiToken }),
  };
};

const valueOf = (stored: Stored, name: string): unknown =>
  Object.entries(stored).find(([key]) => folded(key) === folded(name))?.[1];

/** All that was filled in stays; Stash replaces the whole map. */
function joined(stored: Stored, ours: Stored): Stored {
  const names = new Set(Object.keys(ours).map(folded));
  const others = Object.entries(stored).filter(([key]) => !names.has(folded(key)));
  return { ...Object.fromEntries(others), ...ours };
}

/** Where the plugin finds this provider. */
export const pluginSettingsStep: StepWork = {
  id: "plugin-settings",
  needs: ["plugin"],
  sentence: ({ providerUrlForStash }) =>
    `Fill in the provider's address for the plugin: ${providerUrlForStash}.`,
  look: async (run) => {
    if (!run.choices.installPlugin) return withoutPlugin;
    const stored = await run.stash.pluginSettings(PLUGIN_ID, asked(run.signal));
    const isFilledIn = Object.entries(wanted(run)).every(([name, value]) =>
      isDeepStrictEqual(valueOf(stored, name), value),
    );
    return isFilledIn ? asItWas("The plugin knows this provider.") : toDo;
  },
  act: async (run) => {
    const { stash, signal } = run;
    const stored = await stash.pluginSettings(PLUGIN_ID, asked(signal));
    const ours = wanted(run);
    await stash.configurePlugin(PLUGIN_ID, joined(stored, ours), asked(signal));
    const token = "provider_token" in ours ? " and its token" : "";
    return done(`The plugin knows this provider's address${token}; its other settings stay.`);
  },
};
