import { parseJson } from "@stash2plex/shared/parse-json";
import { type PluginPackageSource, StashError } from "@stash2plex/shared/stash";
import * as z from "zod";

import { OperatorError } from "../../serving/operator-error.ts";
import { asked } from "../check-sides.ts";
import {
  installedPlugin,
  isProviderSource,
  PLUGIN_ID,
  SOURCE,
  sourceUrl,
} from "../plugin-facts.ts";
import { runningProvider } from "../running-provider.ts";
import { asItWas, done, type SetupRun, skipped, type StepWork, toDo } from "../setup-run.ts";

export const withoutPlugin = skipped("The plugin was not asked for.");

const problemSchema = z.object({ error: z.object({ message: z.string() }) });

/** What the provider itself says where it has no packages to give; null: it has, or cannot be asked. */
async function ownProblem(run: SetupRun): Promise<string | null> {
  if (run.choices.pluginSource !== null) return null;
  try {
    const { url } = await runningProvider(run);
    const answer = await fetch(`${url}/plugin/index.yml`, { signal: AbortSignal.timeout(5_000) });
    const problem = problemSchema.safeParse(parseJson(await answer.text()));
    return problem.success ? problem.data.error.message : null;
  } catch {
    return null;
  }
}

/** Stash must be able to read the index, and it must hold the plugin: a source that cannot be read helps nobody. */
async function proveSource(run: SetupRun): Promise<void> {
  const url = sourceUrl(run);
  try {
    const offered = await run.stash.availablePlugins(url, asked(run.signal));
    if (offered.some(({ id }) => id === PLUGIN_ID)) return;
  } catch (error) {
    if (!(error instanceof StashError)) throw error;
    if (!["answer-error", "timeout"].includes(error.code)) throw error;
    throw new OperatorError(
      (await ownProblem(run)) ??
        `Stash could not read the packages of the plugin at ${url}. Give an address by which Stash, on its machine or in its container, reaches this provider (--provider-url-for-stash, or "Address for Stash" on the page).`,
    );
  }
  throw new OperatorError(`The package source ${url} holds no package ${PLUGIN_ID}.`);
}

/** Others stay as they are; one of ours at an earlier address is replaced. */
const withOurs = (
  sources: readonly PluginPackageSource[],
  url: string,
): readonly PluginPackageSource[] => [
  ...sources.filter((one) => !(isProviderSource(one.url) && one.localPath === SOURCE.localPath)),
  { ...SOURCE, url },
];

/** Where Stash takes the plugin from. */
export const pluginSourceStep: StepWork = {
  id: "plugin-source",
  needs: [],
  sentence: () => "Add the source of the plugin's packages to Stash.",
  look: async (run) => {
    if (!run.choices.installPlugin) return withoutPlugin;
    // A plugin that is in the way is told before anything is changed for it.
    await installedPlugin(run);
    const sources = await run.stash.packageSources(asked(run.signal));
    return sources.some(({ url }) => url === sourceUrl(run))
      ? asItWas("Stash has this source.")
      : { ...toDo, result: `${sourceUrl(run)}.` };
  },
  act: async (run) => {
    await proveSource(run);
    const url = sourceUrl(run);
    const sources = await run.stash.packageSources(asked(run.signal));
    await run.stash.usePackageSources(withOurs(sources, url), asked(run.signal));
    return done(`Stash takes the plugin from ${url}.`);
  },
};
