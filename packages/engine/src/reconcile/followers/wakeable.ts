import type { Clock, Timer } from "@stash2plex/shared/clock";

/** Work that is done when somebody says that there is some. */
export interface Wakeable {
  start(): void;
  wake(): void;
  stop(): Promise<void>;
}

/** What could not be looked at yet is looked at again after this time. */
const againMs = 1_000;
const afterFailureMs = 10_000;

/**
 * Runs a round after `start` and after each `wake`, later in the same turn of the event loop, one at a time.
 *
 * @param round Resolves with whether something is left for later; ends early when its signal is aborted.
 */
export const createWakeable = (
  round: (signal: AbortSignal) => Promise<boolean>,
  clock: Clock,
  onFailure: (error: unknown) => void,
): Wakeable => {
  let stopping: AbortController | null = null;
  let running: Promise<void> | null = null;
  let timer: Timer | null = null;
  let again = false;

  const later = (pauseMs: number): void => {
    if (stopping === null) return;
    timer?.cancel();
    timer = clock.setTimeout(wake, pauseMs);
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    // Whoever woke us may be in the middle of a transaction.
    await Promise.resolve();
    try {
      while (again && !signal.aborted) {
        again = false;
        if (await round(signal)) later(againMs);
      }
    } catch (error) {
      onFailure(error);
      later(afterFailureMs);
    } finally {
      running = null;
      // Woken for the last time too late, or started anew meanwhile.
      if (again) wake();
    }
  };
  function wake(): void {
    if (stopping === null) return;
    timer?.cancel();
    timer = null;
    again = true;
    running ??= run(stopping.signal);
  }
  return {
    start: () => {
      if (stopping !== null) return;
      stopping = new AbortController();
      wake();
    },
    wake,
    stop: async () => {
      stopping?.abort();
      stopping = null;
      timer?.cancel();
      timer = null;
      await running;
    },
  };
};
