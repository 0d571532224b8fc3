import type { JobOutcome, JobRun, JobRuns } from "@stash2plex/engine/job-runs";
import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

import { createJobRecords } from "./job-records.ts";

/** A job that people can start. */
export interface Job {
  readonly name: string;
  readonly about: string;
  /** Does it, and answers what came of it as a sentence, or null. Rejects with a sentence when it failed. */
  readonly run: (signal: AbortSignal) => Promise<string | null>;
  /** Whether it ends soon after the signal of `run`. */
  readonly isCancellable: boolean;
  /** When others start it, in words; those runs are not on the board. */
  readonly schedule?: string;
}

/** A job with what became of it. Runs that the mirrors start themselves are in their status. */
export interface JobReport {
  readonly name: string;
  readonly about: string;
  readonly running: boolean;
  /** ISO times. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly problem: string | null;
  /** In words, such as `daily at 03:30`; null: only by hand. */
  readonly schedule: string | null;
  readonly nextRunAt: string | null;
  /** The last run that ended, also one of before this start. */
  readonly lastRun: {
    readonly startedAt: string;
    readonly endedAt: string | null;
    readonly outcome: JobOutcome | null;
    readonly summary: string | null;
  } | null;
  readonly canCancel: boolean;
}

export interface JobBoard {
  reports(): readonly JobReport[];
  /** Starts a job, or joins the one that runs; false when there is no such job. */
  run(name: string): boolean;
  /** False when it does not run, or cannot be cancelled. */
  cancel(name: string): boolean;
  /** Runs of a job, newest first. Rejects where they cannot be read. */
  history(name: string, limit: number): Promise<readonly JobRun[]>;
}

/** When a job runs by itself. */
export interface JobPlan {
  readonly schedule: string | null;
  /** Epoch ms. */
  readonly nextRunAt: number | null;
}

/** The board as the schedules see it. */
export interface ScheduledBoard {
  /** Starts a job and resolves when it has ended; null: it runs already. */
  start(name: string): Promise<JobOutcome> | null;
  plan(name: string, plan: JobPlan): void;
}

interface Entry {
  readonly job: Job;
  report: JobReport;
  /** Set while it runs. */
  stop: AbortController | null;
  /** Why the last run failed; a fault that lasts is told once. */
  toldProblem: string | null;
}

const entryOf = (job: Job): Entry => ({
  job,
  stop: null,
  toldProblem: null,
  report: {
    name: job.name,
    about: job.about,
    running: false,
    startedAt: null,
    endedAt: null,
    problem: null,
    schedule: job.schedule ?? null,
    nextRunAt: null,
    lastRun: null,
    canCancel: false,
  },
});

const isoOf = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();

const lastRunOf = (run: Omit<JobRun, "id" | "name">): JobReport["lastRun"] => ({
  startedAt: new Date(run.startedAt).toISOString(),
  endedAt: isoOf(run.endedAt),
  outcome: run.outcome,
  summary: run.summary,
});

interface End {
  readonly outcome: JobOutcome;
  readonly summary: string | null;
}

async function endOf(job: Job, signal: AbortSignal): Promise<End> {
  try {
    return { outcome: "done", summary: await job.run(signal) };
  } catch (error) {
    return signal.aborted
      ? { outcome: "cancelled", summary: null }
      : { outcome: "failed", summary: errorMessage(error) };
  }
}

function tell(logger: Logger, entry: Entry, { outcome, summary }: End): void {
  const { name } = entry.job;
  if (outcome !== "failed") {
    entry.toldProblem = null;
    logger.debug("A job ended", { job: name, outcome, summary });
    return;
  }
  const level = entry.toldProblem === summary ? "debug" : "warn";
  entry.toldProblem = summary;
  logger[level]("A job failed", { job: name, problem: summary });
}

/** What can be run, by hand and by schedule, and what came of it. Runs are written down as well as they can be. */
export function createJobBoard(deps: {
  readonly jobs: readonly Job[];
  readonly runs: JobRuns;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}): JobBoard & ScheduledBoard {
  const { clock, logger, runs } = deps;
  const records = createJobRecords(runs, logger);
  const entries = new Map(deps.jobs.map((job) => [job.name, entryOf(job)]));
  const change = (entry: Entry, changes: Partial<JobReport>): void => {
    entry.report = { ...entry.report, ...changes };
  };
  const recall = async (): Promise<void> => {
    for (const run of await records.latest()) {
      const entry = entries.get(run.name);
      if (entry === undefined || run.outcome === null || entry.report.lastRun !== null) continue;
      change(entry, { lastRun: lastRunOf(run) });
    }
  };
  const perform = async (entry: Entry, stop: AbortController): Promise<JobOutcome> => {
    const { job } = entry;
    const startedAt = clock.now();
    change(entry, {
      running: true,
      startedAt: isoOf(startedAt),
      endedAt: null,
      problem: null,
      canCancel: job.isCancellable,
    });
    const record = records.begin(job.name, startedAt);
    const end = await endOf(job, stop.signal);
    const endedAt = clock.now();
    entry.stop = null;
    change(entry, {
      running: false,
      endedAt: isoOf(endedAt),
      problem: end.outcome === "failed" ? end.summary : null,
      lastRun: lastRunOf({ startedAt, endedAt, ...end }),
      canCancel: false,
    });
    tell(logger, entry, end);
    await records.end(await record, { endedAt, ...end });
    return end.outcome;
  };
  const start = (name: string): Promise<JobOutcome> | null => {
    const entry = entries.get(name);
    if (entry?.stop !== null) return null;
    entry.stop = new AbortController();
    return perform(entry, entry.stop);
  };
  void recall();
  return {
    reports: () => [...entries.values()].map(({ report }) => report),
    run: (name) => {
      if (!entries.has(name)) return false;
      void start(name);
      return true;
    },
    start,
    cancel: (name) => {
      const entry = entries.get(name);
      const stop = entry?.job.isCancellable === true ? entry.stop : null;
      stop?.abort();
      return stop !== null;
    },
    history: (name, limit) => runs.list(name, limit),
    plan: (name, { schedule, nextRunAt }) => {
      const entry = entries.get(name);
      if (entry !== undefined) change(entry, { schedule, nextRunAt: isoOf(nextRunAt) });
    },
  };
}
