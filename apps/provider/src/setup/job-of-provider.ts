import * as z from "zod";

import { type ProviderClient, RefusedError } from "../cli/steering/provider-client.ts";
import { OperatorError } from "../serving/operator-error.ts";
import type { SetupRun } from "./setup-run.ts";
import { waitFor } from "./wait.ts";

const jobSchema = z.object({
  name: z.string(),
  running: z.boolean(),
  problem: z.string().nullable(),
  lastRun: z.object({ summary: z.string().nullable() }).nullable().catch(null),
});
const jobsSchema = z.object({ jobs: z.array(jobSchema) });

const EVERY_MS = 500;
const LONGEST_MS = 1_800_000;

/**
 * Runs a job of the provider to its end; resolves with what it says of itself, null when the provider has no such job.
 * Rejects with its own sentence when it failed.
 */
export async function runJob(
  client: ProviderClient,
  name: string,
  { deps, signal }: SetupRun,
): Promise<{ readonly summary: string | null } | null> {
  try {
    await client.ask({ method: "POST", path: `/api/jobs/${name}/run` }, z.unknown());
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) return null;
    throw error;
  }
  const ended = await waitFor(
    async () => {
      const { jobs } = await client.ask({ method: "GET", path: "/api/jobs" }, jobsSchema);
      const job = jobs.find((one) => one.name === name);
      return job === undefined || job.running ? null : job;
    },
    { clock: deps.clock, signal, everyMs: EVERY_MS, deadlineMs: LONGEST_MS },
  );
  if (ended === null) {
    throw new OperatorError(
      `The job ${name} still runs in the provider; it goes on there ("stash2plex status" shows it).`,
    );
  }
  if (ended.problem !== null) throw new OperatorError(ended.problem);
  return { summary: ended.lastRun?.summary ?? null };
}
