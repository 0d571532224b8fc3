import type { Clock } from "@stash2plex/shared/clock";

/** Resolves after so many milliseconds; rejects when the signal ends it before. */
export const pause = (clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(new Error("Stopped."));
      return;
    }
    const stop = (): void => {
      timer.cancel();
      reject(new Error("Stopped."));
    };
    const timer = clock.setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });

export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly everyMs: number;
  readonly deadlineMs: number;
}

/** Looks again and again until there is a value; null when there was none in time. */
export async function waitFor<Value>(
  look: () => Promise<Value | null>,
  { clock, signal, everyMs, deadlineMs }: Patience,
): Promise<Value | null> {
  const end = clock.now() + deadlineMs;
  for (;;) {
    const value = await look();
    if (value !== null || clock.now() >= end) return value;
    await pause(clock, everyMs, signal);
  }
}
