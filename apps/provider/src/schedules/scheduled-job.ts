import type { JobOutcome, JobRun } from "@stash2plex/engine/job-runs";
import type { Clock, Timer } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import type { Timetable } from "./timetable.ts";
import { HOUR_MS } from "./zone-clock.ts";

/** A job that may run by itself. */
export interface SchedulableJob {
  readonly name: string;
  /** Why it cannot run yet, as a sentence; null: it can. */
  readonly waitsFor: () => string | null;
  /** When it runs for the first time ever: as soon as it can, or at its next time. */
  readonly firstRun: "soon" | "planned";
  /** Starts it and resolves when it has ended; null: it runs already. */
  readonly start: () => Promise<JobOutcome> | null;
  /** Its runs, newest first. */
  readonly runs: (limit: number) => Promise<readonly JobRun[]>;
  /** Told whenever the plan has changed; nulls: only by hand. */
  readonly onPlan: (words: string | null, nextRunAt: number | null) => void;
}

export interface ScheduledJob {
  /** Follows another timetable from now on; null: none. */
  follow(timetable: Timetable | null, jitterMs: number): void;
  /** Makes up a run that was missed while the program was off. */
  makeUp(): Promise<void>;
  close(): void;
}

export interface ScheduleDeps {
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly logger: Logger;
}

/** A machine that slept notices after this time at most; a timer does not count while it sleeps. */
const longestNap = HOUR_MS;
const askAgainMs = 5_000;

/** Whether a run should have been that was not, to judge by the last runs, newest first. */
export function isMissed(
  [last, before]: readonly Pick<JobRun, "startedAt" | "outcome">[],
  timetable: Pick<Timetable, "next">,
  { now, firstRun }: { readonly now: number; readonly firstRun: SchedulableJob["firstRun"] },
): boolean {
  if (last === undefined) return firstRun === "soon";
  // Once only: a run that ends the program with it would end it again and again.
  if (last.outcome === "interrupted" && before?.outcome !== "interrupted") return true;
  const planned = timetable.next(last.startedAt);
  return planned !== null && planned <= now;
}

/** Later by chance, but far from the next time. */
function jitterOf(planned: number, timetable: Timetable, most: number, random: number): number {
  const following = timetable.next(planned);
  const room = following === null ? most : (following - planned) / 2;
  return Math.floor(random * Math.min(most, room));
}

/** Runs one job at its times. */
export function createScheduledJob(
  job: SchedulableJob,
  { clock, random, logger }: ScheduleDeps,
): ScheduledJob {
  let timetable: Timetable | null = null;
  let jitterMs = 0;
  let dueAt: number | null = null;
  let timer: Timer | null = null;
  let patience: Timer | null = null;

  const stopWaiting = (): void => {
    patience?.cancel();
    patience = null;
  };
  const begin = (toldReason: string | null): void => {
    stopWaiting();
    const reason = job.waitsFor();
    if (reason !== null) {
      if (reason !== toldReason) logger.info("A scheduled run waits", { job: job.name, reason });
      patience = clock.setTimeout(() => begin(reason), askAgainMs);
      return;
    }
    if (job.start() === null) {
      logger.info("A scheduled run is left out: the one before it goes on still", {
        job: job.name,
      });
    }
  };
  const nap = (): void => {
    if (dueAt === null) return;
    timer = clock.setTimeout(wake, Math.min(Math.max(0, dueAt - clock.now()), longestNap));
  };
  const plan = (): void => {
    timer?.cancel();
    const planned = timetable?.next(clock.now()) ?? null;
    dueAt =
      planned === null || timetable === null
        ? null
        : planned + jitterOf(planned, timetable, jitterMs, random());
    job.onPlan(timetable?.words ?? null, dueAt);
    nap();
  };
  function wake(): void {
    if (dueAt === null || clock.now() < dueAt) {
      nap();
      return;
    }
    plan();
    if (patience === null) begin(null);
  }
  return {
    follow: (next, jitter) => {
      timetable = next;
      jitterMs = jitter;
      if (next === null) stopWaiting();
      plan();
    },
    makeUp: async () => {
      try {
        const last = await job.runs(2);
        const { firstRun } = job;
        if (timetable === null || !isMissed(last, timetable, { now: clock.now(), firstRun }))
          return;
        logger.info(
          last.length === 0
            ? "A scheduled job has never run; it runs as soon as it can"
            : "A run was missed while the program was off; it is made up",
          { job: job.name },
        );
        if (patience === null) begin(null);
      } catch (error) {
        logger.warn("Whether a run was missed cannot be told; it runs at its next time", {
          job: job.name,
          error,
        });
      }
    },
    close: () => {
      stopWaiting();
      timer?.cancel();
      timer = null;
      dueAt = null;
      timetable = null;
    },
  };
}
