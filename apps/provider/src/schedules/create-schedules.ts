import {
  createScheduledJob,
  type SchedulableJob,
  type ScheduleDeps,
  type ScheduledJob,
} from "./scheduled-job.ts";
import { type TimeOfDay, timetableOf } from "./timetable.ts";
import { zoneClock } from "./zone-clock.ts";

export interface ScheduleSettings {
  /** Schedules by the name of the job; a job without one runs by hand only. */
  readonly schedules: ReadonlyMap<string, string>;
  /** When `daily` and `weekly` run. */
  readonly at: TimeOfDay;
  readonly jitterMs: number;
}

export interface Schedules {
  /** Makes up what was missed. To be called once runs can be read. */
  start(): Promise<void>;
  /** Takes over changed settings. */
  use(settings: ScheduleSettings): void;
  close(): void;
}

interface SchedulesDeps extends ScheduleDeps {
  readonly jobs: readonly SchedulableJob[];
  readonly settings: ScheduleSettings;
  readonly timeZone: string;
}

/** Runs jobs at their times, as long as it is not closed. */
export function createSchedules(deps: SchedulesDeps): Schedules {
  const clock = zoneClock(deps.timeZone);
  const scheduled = new Map<string, ScheduledJob>(
    deps.jobs.map((job) => [job.name, createScheduledJob(job, deps)]),
  );
  const inUse = new Map<string, string>();
  const use = ({ schedules, at, jitterMs }: ScheduleSettings): void => {
    for (const [name, job] of scheduled) {
      const schedule = schedules.get(name) ?? "manual";
      const mark = JSON.stringify([schedule, at, jitterMs]);
      // A change of other settings must not throw the dice again.
      if (inUse.get(name) === mark) continue;
      inUse.set(name, mark);
      job.follow(timetableOf(schedule, at, clock), jitterMs);
    }
  };
  use(deps.settings);
  return {
    start: async () => {
      await Promise.all([...scheduled.values()].map((job) => job.makeUp()));
    },
    use,
    close: () => {
      for (const job of scheduled.values()) job.close();
    },
  };
}
