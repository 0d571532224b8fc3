import type { SyncService } from "@stash2plex/engine/engine";
import type { MirrorJob, StashMirror } from "@stash2plex/engine/stash-mirror";
import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

/** A job that people can start. */
export interface Job {
  readonly name: string;
  readonly about: string;
  /** Does it, and answers what came of it as a sentence, or null. Rejects with a sentence when it failed. */
  readonly run: (signal: AbortSignal) => Promise<string | null>;
  /** Whether it ends soon after the signal of `run`. */
  readonly isCancellable: boolean;
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
    readonly outcome: "done" | "failed" | "cancelled" | "interrupted" | null;
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
}

const stashJobs: Readonly<Record<MirrorJob, string>> = {
  follow: "Asks Stash what has changed since the last time.",
  "id-pass": "Compares the ids of everything, and finds what was deleted or merged.",
  "full-pass": "Compares all paths and hashes too, and finds renamed folders.",
};

/** What can be done about the copy of Stash. */
export function jobsOfStash(mirror: Pick<StashMirror, "run">): readonly Job[] {
  const names = Object.keys(stashJobs) as MirrorJob[];
  return names.map((name) => ({
    name,
    about: stashJobs[name],
    isCancellable: false,
    run: async () => {
      await mirror.run(name);
      return null;
    },
  }));
}

/** What can be done about Plex. */
export function jobsOfPlex(service: Pick<SyncService, "plexPass" | "reconcile">): readonly Job[] {
  return [
    {
      name: "plex-pass",
      about: "Reads the watched libraries of Plex anew.",
      isCancellable: false,
      run: async () => {
        await service.plexPass();
        return null;
      },
    },
    {
      name: "reconcile",
      about: "Puts every scene that Plex lacks something of into the queue.",
      isCancellable: false,
      run: async () => {
        await service.reconcile({ kind: "missing" }, { dryRun: false });
        return null;
      },
    },
  ];
}

const idle = {
  running: false,
  startedAt: null,
  endedAt: null,
  problem: null,
  schedule: null,
  nextRunAt: null,
  lastRun: null,
  canCancel: false,
};

export function createJobBoard(deps: {
  readonly jobs: readonly Job[];
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}): JobBoard {
  const jobs = new Map(deps.jobs.map((job) => [job.name, job]));
  const board = new Map<string, JobReport>(
    deps.jobs.map(({ name, about }) => [name, { name, about, ...idle }]),
  );
  const update = (name: string, change: Partial<JobReport>): void => {
    const before = board.get(name);
    if (before !== undefined) board.set(name, { ...before, ...change });
  };
  const time = (): string => new Date(deps.clock.now()).toISOString();
  const start = async ({ name, run }: Job): Promise<void> => {
    update(name, { running: true, startedAt: time(), endedAt: null, problem: null });
    try {
      await run(new AbortController().signal);
      update(name, { running: false, endedAt: time() });
    } catch (error) {
      const problem = errorMessage(error);
      update(name, { running: false, endedAt: time(), problem });
      deps.logger.warn("A job that was started by hand failed", { job: name, problem });
    }
  };
  return {
    reports: () => [...board.values()],
    run: (wanted) => {
      const job = jobs.get(wanted);
      if (job === undefined) return false;
      if (board.get(wanted)?.running === false) void start(job);
      return true;
    },
    cancel: () => false,
  };
}
