import type { MirrorJob, StashMirror } from "@stash2plex/engine/stash-mirror";
import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import { errorMessage } from "../error-code.ts";

/** A job that people can start, with what became of it. Runs that the mirror starts itself are in its status. */
export interface JobReport {
  readonly name: MirrorJob;
  readonly about: string;
  readonly running: boolean;
  /** ISO times. */
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly problem: string | null;
}

export interface JobBoard {
  reports(): readonly JobReport[];
  /** Starts a job, or joins the one that runs; false when there is no such job. */
  run(name: string): boolean;
}

const jobs: Readonly<Record<MirrorJob, string>> = {
  follow: "Asks Stash what has changed since the last time.",
  "id-pass": "Compares the ids of everything, and finds what was deleted or merged.",
  "full-pass": "Compares all paths and hashes too, and finds renamed folders.",
};

const idle = { running: false, startedAt: null, endedAt: null, problem: null };

export function createJobBoard(deps: {
  readonly mirror: Pick<StashMirror, "run">;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}): JobBoard {
  const names = Object.keys(jobs) as MirrorJob[];
  const board = new Map<MirrorJob, JobReport>(
    names.map((name) => [name, { name, about: jobs[name], ...idle }]),
  );
  const update = (name: MirrorJob, change: Partial<JobReport>): void => {
    const before = board.get(name);
    if (before !== undefined) board.set(name, { ...before, ...change });
  };
  const time = (): string => new Date(deps.clock.now()).toISOString();
  const start = async (name: MirrorJob): Promise<void> => {
    update(name, { running: true, startedAt: time(), endedAt: null, problem: null });
    try {
      await deps.mirror.run(name);
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
      const name = names.find((candidate) => candidate === wanted);
      if (name === undefined) return false;
      if (board.get(name)?.running === false) void start(name);
      return true;
    },
  };
}
