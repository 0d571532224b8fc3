import type { Clock } from "../../src/clock.ts";

/** A clock that runs its timers when the test says so. */
export interface ManualClock extends Clock {
  /** Delays of the timers that wait, in the order in which they were set. */
  waiting(): number[];
  /** Runs every timer whose delay is at most this. */
  fire(upToMs: number): void;
}

export function createManualClock(): ManualClock {
  const timers = new Map<number, { readonly task: () => void; readonly ms: number }>();
  let next = 0;
  return {
    now: () => 0,
    setTimeout: (task, ms) => {
      const id = next;
      next += 1;
      timers.set(id, { task, ms });
      return {
        cancel: () => {
          timers.delete(id);
        },
      };
    },
    waiting: () => [...timers.values()].map(({ ms }) => ms),
    fire: (upToMs) => {
      const due = [...timers].filter(([, { ms }]) => ms <= upToMs);
      for (const [id, { task }] of due) {
        timers.delete(id);
        task();
      }
    },
  };
}
