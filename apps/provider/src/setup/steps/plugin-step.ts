import { type PluginPackage, StashError } from "@stash2plex/shared/stash";

import { OperatorError } from "../../serving/operator-error.ts";
import { asked } from "../check-sides.ts";
import { installedPlugin, PLUGIN_ID, sourceUrl, versionOf } from "../plugin-facts.ts";
import { asItWas, done, type SetupRun, type StepWork, toDo } from "../setup-run.ts";
import { waitFor } from "../wait.ts";
import { withoutPlugin } from "./plugin-source-step.ts";

const LONGEST_MS = 120_000;
const EVERY_MS = 250;

/** What the source offers; null when it cannot be read now. */
async function offered(run: SetupRun): Promise<PluginPackage | null> {
  try {
    const all = await run.stash.availablePlugins(sourceUrl(run), asked(run.signal));
    return all.find(({ id }) => id === PLUGIN_ID) ?? null;
  } catch (error) {
    if (error instanceof StashError && error.code === "answer-error") return null;
    throw error;
  }
}

/** Stash judges by the date (docs/reference/stash.md, 4.12). */
const isNewer = (offer: PluginPackage | null, installed: PluginPackage): boolean =>
  (Date.parse(offer?.date ?? "") || 0) > (Date.parse(installed.date ?? "") || 0);

const endedStatus = ["FINISHED", "CANCELLED", "FAILED"];

/** Waits for the end of a job of Stash, which says nothing of how it ended. */
async function jobEnded(run: SetupRun, id: string): Promise<void> {
  const { deps, stash, signal } = run;
  let waitsFor = "";
  const ended = await waitFor(
    async () => {
      const jobs = await stash.jobs(asked(signal));
      const own = jobs.find((job) => job.id === id);
      waitsFor = jobs.find((job) => job.id !== id && job.status === "RUNNING")?.description ?? "";
      return own === undefined || endedStatus.includes(own.status) ? true : null;
    },
    { clock: deps.clock, signal, everyMs: EVERY_MS, deadlineMs: LONGEST_MS },
  );
  if (ended !== null) return;
  const why = waitsFor === "" ? "" : ` Stash is busy with: ${waitsFor}.`;
  throw new OperatorError(
    `Stash has not installed the plugin yet: it waits in Stash's job queue.${why} Run the set-up again when that is done.`,
  );
}

const notDone = (run: SetupRun): OperatorError =>
  new OperatorError(
    `Stash tried to install the plugin from ${sourceUrl(run)}, and does not have it. Its log says why (Settings, Logs); most often it cannot write to its plugins folder, or could not fetch the package.`,
  );

/** The plugin itself, by Stash's own package manager. */
export const pluginStep: StepWork = {
  id: "plugin",
  needs: ["plugin-source"],
  sentence: () => "Install the plugin in Stash, which tells this provider of edits at once.",
  look: async (run) => {
    if (!run.choices.installPlugin) return withoutPlugin;
    const installed = await installedPlugin(run);
    if (installed === null) return toDo;
    const version = versionOf(installed);
    if (installed.sourceUrl !== sourceUrl(run))
      return { ...toDo, result: `${PLUGIN_ID}${version} came from ${installed.sourceUrl}.` };
    const offer = await offered(run);
    return offer !== null && isNewer(offer, installed)
      ? { ...toDo, result: `${PLUGIN_ID}${version} becomes${versionOf(offer)}.` }
      : asItWas(`Stash has ${PLUGIN_ID}${version}.`);
  },
  act: async (run) => {
    const { stash, signal } = run;
    const url = sourceUrl(run);
    const before = await installedPlugin(run);
    const isUpdate = before !== null && before.sourceUrl === url;
    const job = isUpdate
      ? await stash.updatePlugin(PLUGIN_ID, url, asked(signal))
      : await stash.installPlugin(PLUGIN_ID, url, asked(signal));
    await jobEnded(run, job);
    const after = await installedPlugin(run);
    const offer = await offered(run);
    if (after?.sourceUrl !== url || isNewer(offer, after)) throw notDone(run);
    return done(`Stash now has ${PLUGIN_ID}${versionOf(after)}.`);
  },
};
