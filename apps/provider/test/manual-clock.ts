import type { Clock } from "@stash2plex/shared/clock";

/** A clock that runs its timers when the test says so. */
export interface ManualClock extends Clock {
  /** Moves on, running what is due on the way. */
  advance(ms: number): void;
  /** Delays of the timers that wait. */
  waiting(): readonly number[];
}

export function createManualClock(start: number): ManualClock {
  const timers = new Map<number, { readonly task: () => void; readonly at: number }>();
  let now = start;
  let next = 0;
  return {
    now: () => now,
    setTimeout: (task, ms) => {
      const id = next;
      next += 1;
      timers.set(id, { task, at: now + ms });
      return {
        cancel: () => {
          timers.delete(id);
        },
      };
    },
    waiting: () => [...timers.values()].map(({ at }) => at - now),
    advance: (ms) => {
      const until = now + ms;
      for (;;) {
        const due = [...timers].sort(([, one], [, other]) => one.at - other.at)[0];
        if (due === undefined || due[1].at > until) break;
        timers.delete(due[0]);
        now = due[1].at;
        due[1].task();
      }
      now = until;
    },
  };
}
