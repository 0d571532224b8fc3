import type { Clock } from "@stash2plex/shared/clock";

/** How waiting for something ended. */
export type Waited<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "too-slow" };

/**
 * Waits for work at most so long. Who leaves (the caller's signal) ends the waiting with a rejection; work that fails
 * or takes too long is a value, for the answer depends on it.
 */
export async function waitAtMost<T>(
  ms: number,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<T>,
  caller?: AbortSignal,
): Promise<Waited<T>> {
  caller?.throwIfAborted();
  if (ms <= 0) return { kind: "too-slow" };
  const patience = new AbortController();
  const signal =
    caller === undefined ? patience.signal : AbortSignal.any([patience.signal, caller]);
  const late = Promise.withResolvers<Waited<T>>();
  const timer = clock.setTimeout(() => {
    late.resolve({ kind: "too-slow" });
    patience.abort();
  }, ms);
  const done = work(signal).then(
    (value): Waited<T> => ({ kind: "done", value }),
    (error: unknown): Waited<T> => {
      if (patience.signal.aborted) return { kind: "too-slow" };
      return { kind: "failed", error };
    },
  );
  try {
    const waited = await Promise.race([done, late.promise]);
    caller?.throwIfAborted();
    return waited;
  } finally {
    timer.cancel();
  }
}
