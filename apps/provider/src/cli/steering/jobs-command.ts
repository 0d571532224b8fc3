import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

import { when } from "@stash2plex/engine/engine/words";
import * as z from "zod";

import { EXIT_FAILED, OperatorError } from "../../serving/operator-error.ts";
import { type Command, printJson, printLine, type Terminal } from "../terminal.ts";
import { openProvider, steeringOptions } from "./open-provider.ts";
import { plainTable, plainText } from "./plain-table.ts";
import type { ProviderClient } from "./provider-client.ts";

const options = {
  ...steeringOptions,
  run: { type: "string" },
  cancel: { type: "string" },
  wait: { type: "boolean" },
} as const;

const jobSchema = z.looseObject({
  name: z.string(),
  running: z.boolean(),
  startedAt: z.string().nullable(),
  schedule: z.string().nullable(),
  nextRunAt: z.string().nullable(),
  lastRun: z
    .looseObject({
      startedAt: z.string(),
      outcome: z.string().nullable(),
      summary: z.string().nullable(),
    })
    .nullable(),
});

type Job = z.infer<typeof jobSchema>;

const jobsSchema = z.looseObject({ jobs: z.array(jobSchema) });
const acceptedSchema = z.looseObject({ name: z.string() });

const firstLookMs = 100;
const longestLookMs = 2_000;

const time = (iso: string): string => when(Date.parse(iso));

function lastWords({ lastRun }: Job): string {
  if (lastRun === null) return "-";
  const { startedAt, outcome, summary } = lastRun;
  return `${time(startedAt)} ${outcome ?? "running"}${summary === null ? "" : `: ${summary}`}`;
}

const nextWords = ({ schedule, nextRunAt }: Job): string => {
  if (schedule === null) return "by hand";
  return nextRunAt === null ? schedule : `${time(nextRunAt)} (${schedule})`;
};

const stateWords = ({ running, startedAt }: Job): string =>
  running && startedAt !== null ? `runs since ${time(startedAt)}` : "idle";

const tableOf = (jobs: readonly Job[]): readonly string[] =>
  plainTable([
    ["JOB", "STATE", "NEXT RUN", "LAST RUN"],
    ...jobs.map((job) => [job.name, stateWords(job), nextWords(job), lastWords(job)]),
  ]);

const askJobs = (client: ProviderClient): Promise<z.infer<typeof jobsSchema>> =>
  client.ask({ method: "GET", path: "/api/jobs" }, jobsSchema);

/** The job once it does not run any more. */
async function whenEnded(client: ProviderClient, name: string, terminal: Terminal): Promise<Job> {
  try {
    for (let pause = firstLookMs; ; pause = Math.min(pause * 2, longestLookMs)) {
      const job = (await askJobs(client)).jobs.find((one) => one.name === name);
      if (job === undefined) throw new OperatorError(`The provider has no job ${name} any more.`);
      if (!job.running) return job;
      await wait(pause, undefined, { signal: terminal.stopping });
    }
  } catch (error) {
    if (!terminal.stopping.aborted) throw error;
    throw new OperatorError(
      `Not waited for. It goes on in the provider: "stash2plex jobs" shows it, "stash2plex jobs --cancel ${name}" ends it.`,
    );
  }
}

interface Order {
  readonly name: string;
  readonly verb: "run" | "cancel";
  readonly isAwaited: boolean;
}

function orderOf(values: {
  readonly run?: string | undefined;
  readonly cancel?: string | undefined;
  readonly wait?: boolean | undefined;
}): Order | null {
  const { run, cancel } = values;
  if (run !== undefined && cancel !== undefined)
    throw new OperatorError("Give --run or --cancel, not both.");
  const isAwaited = values.wait === true;
  if (run !== undefined) return { name: run, verb: "run", isAwaited };
  if (cancel !== undefined) return { name: cancel, verb: "cancel", isAwaited };
  if (isAwaited) throw new OperatorError("--wait goes with --run or --cancel.");
  return null;
}

/** What a run that was waited for means to scripts: who cancels wants it cancelled. */
const exitCodeOf = ({ lastRun }: Job, verb: Order["verb"]): number =>
  lastRun?.outcome === "done" || (verb === "cancel" && lastRun?.outcome === "cancelled")
    ? 0
    : EXIT_FAILED;

async function give(order: Order, client: ProviderClient, terminal: Terminal, json: boolean) {
  const { name, verb, isAwaited } = order;
  const path = `/api/jobs/${encodeURIComponent(name)}/${verb}`;
  const accepted = await client.ask({ method: "POST", path }, acceptedSchema);
  if (!isAwaited) {
    if (json) printJson(terminal, accepted);
    else if (verb === "run") printLine(terminal, `The job ${plainText(name)} runs.`);
    else printLine(terminal, `The job ${plainText(name)} was told to end.`);
    return 0;
  }
  const job = await whenEnded(client, name, terminal);
  if (json) printJson(terminal, { schema: 1, job });
  else printLine(terminal, plainText(`${name}: ${lastWords(job)}`));
  return exitCodeOf(job, verb);
}

export const jobsCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options });
  const order = orderOf(values);
  const client = openProvider(terminal, values.url);
  const json = values.json === true;
  if (order !== null) return give(order, client, terminal, json);
  const answer = await askJobs(client);
  if (json) printJson(terminal, answer);
  else for (const line of tableOf(answer.jobs)) printLine(terminal, line);
  return 0;
};
