import type { Clock, Timer } from "@stash2plex/shared/clock";

export interface FollowLoop {
  start(): void;
  /** Begins a round now, or right after the running one. */
  wake(): void;
  /** Begins no more rounds; resolves when the running one has ended. */
  stop(): Promise<void>;
}

const longestPauseMs = 60_000;

/**
 * Runs rounds for ever, `intervalMs` apart; after failures at growing distances.
 *
 * @param round Rejects when it failed; reporting that is its own task.
 */
export const createFollowLoop = (
  round: () => Promise<void>,
  intervalMs: number,
  clock: Clock,
): FollowLoop => {
  let timer: Timer | null = null;
  let running: Promise<void> | null = null;
  let failures = 0;
  let again = false;
  let stopped = true;

  const pauseAfter = (): number => {
    if (again) return 0;
    return failures === 0 ? intervalMs : Math.min(longestPauseMs, intervalMs * 2 ** failures);
  };
  const begin = (): void => {
    timer = null;
    again = false;
    running = round()
      .then(
        () => {
          failures = 0;
        },
        () => {
          failures = Math.min(failures + 1, 10);
        },
      )
      .then(() => {
        running = null;
        if (!stopped) timer = clock.setTimeout(begin, pauseAfter());
      });
  };
  return {
    start: () => {
      if (!stopped) return;
      stopped = false;
      begin();
    },
    wake: () => {
      if (stopped) return;
      if (running !== null) {
        again = true;
        return;
      }
      timer?.cancel();
      begin();
    },
    stop: async () => {
      stopped = true;
      timer?.cancel();
      await running;
    },
  };
};
