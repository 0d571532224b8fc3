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
 * @param intervalMs Asked for after each round.
 * @param retryPauseMs Pause after so many failures in a row, the last of which is given.
 */
export const createFollowLoop = (
  round: () => Promise<void>,
  intervalMs: () => number,
  clock: Clock,
  retryPauseMs: (failures: number, error: unknown) => number = (failures) =>
    Math.min(longestPauseMs, intervalMs() * 2 ** failures),
): FollowLoop => {
  let timer: Timer | null = null;
  let running: Promise<void> | null = null;
  let failures = 0;
  let again = false;
  let stopped = true;

  const begin = (): void => {
    timer = null;
    again = false;
    running = round()
      .then(
        () => {
          failures = 0;
          return intervalMs();
        },
        (error: unknown) => {
          failures = Math.min(failures + 1, 10);
          return retryPauseMs(failures, error);
        },
      )
      .then((pauseMs) => {
        running = null;
        if (!stopped) timer = clock.setTimeout(begin, again ? 0 : pauseMs);
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
