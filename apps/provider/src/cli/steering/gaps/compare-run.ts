import { setTimeout as wait } from "node:timers/promises";

import { count } from "../../../admin/time-words.ts";
import { OperatorError } from "../../../serving/operator-error.ts";
import type { Terminal } from "../../terminal.ts";
import { progressLine } from "../progress-line.ts";
import { type ProviderClient, RefusedError } from "../provider-client.ts";
import { jobsSchema, plexProgressSchema, startedSchema } from "./gap-schemas.ts";

const firstLookMs = 100;
const longestLookMs = 2_000;

/** How far the reading of Plex is, which is what takes long. */
async function plexWords(client: ProviderClient): Promise<string> {
  try {
    const { plex } = await client.ask({ method: "GET", path: "/api/sync" }, plexProgressSchema);
    if (plex.progress === null) return "";
    const { done, total } = plex.progress;
    return `: ${count(done)}${total === null ? "" : ` of ${count(total)}`} items of Plex read`;
  } catch (error) {
    // Without a Plex that is written to there is nobody who could say.
    if (error instanceof RefusedError) return "";
    throw error;
  }
}

async function isRunning(client: ProviderClient): Promise<boolean> {
  const { jobs } = await client.ask({ method: "GET", path: "/api/jobs" }, jobsSchema);
  const job = jobs.find(({ name }) => name === "compare");
  if (job === undefined) throw new OperatorError("This provider does not compare: update it.");
  if (job.running) return true;
  if (job.problem !== null) throw new OperatorError(job.problem);
  if (job.lastRun?.outcome === "cancelled")
    throw new OperatorError("The comparison was cancelled in the provider.");
  return false;
}

/** Lets the provider compare both sides, or joins the comparison that runs there, and waits for its end. */
export async function runComparison(client: ProviderClient, terminal: Terminal): Promise<void> {
  const line = progressLine(terminal);
  try {
    line.show("Comparing Stash and Plex");
    await client.ask({ method: "POST", path: "/api/jobs/compare/run" }, startedSchema);
    for (let pause = firstLookMs; await isRunning(client);) {
      line.show(`Comparing Stash and Plex${await plexWords(client)}`);
      await wait(pause, undefined, { signal: terminal.stopping });
      pause = Math.min(pause * 2, longestLookMs);
    }
  } catch (error) {
    if (!terminal.stopping.aborted) throw error;
    throw new OperatorError(
      'Not waited for. It goes on in the provider: "stash2plex gaps --compare" waits for it again.',
    );
  } finally {
    line.clear();
  }
}
