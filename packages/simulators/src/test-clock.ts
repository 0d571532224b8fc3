import type { Clock, Timer } from "@stash2plex/shared/clock";

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /**
   * Moves time forward. Timers that become due run in order, each at its own time; whatever work they begin gets
   * `settle` to finish before time goes on.
   */
  advance(ms: number): Promise<void>;
  /** Lets work that waits for nothing but the event loop finish. */
  settle(): Promise<void>;
}

interface PendingTimer {
  readonly at: number;
  readonly task: () => void;
}

/** Turns of the event loop given to work between two timers. */
const settlingTurns = 50;

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < settlingTurns; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
};

export function createTestClock(start: number = Date.UTC(2026, 0, 15, 12)): TestClock {
  let now = start;
  const timers = new Set<PendingTimer>();

  const nextDue = (until: number): PendingTimer | undefined =>
    [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];

  return {
    now: () => now,
    setTimeout: (task, ms): Timer => {
      const timer: PendingTimer = { at: now + Math.max(0, ms), task };
      timers.add(timer);
      return {
        cancel: () => {
          timers.delete(timer);
        },
      };
    },
    advance: async (ms) => {
      const end = now + ms;
      await settle();
      for (let timer = nextDue(end); timer !== undefined; timer = nextDue(end)) {
        timers.delete(timer);
        now = timer.at;
        timer.task();
        await settle();
      }
      now = end;
    },
    settle,
  };
}
