import type { Clock } from "../clock.ts";

/** A signal that ends a call at its deadline or when its caller gives up, and tells afterwards which it was. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Null while neither has happened. */
  outcome(): "timeout" | "aborted" | null;
  /** Must be called when the call is over: it takes the timer and the listener away. */
  end(): void;
}

export function startDeadline(clock: Clock, ms: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  let outcome: "timeout" | "aborted" | null = null;
  const endAs = (as: "timeout" | "aborted"): void => {
    outcome ??= as;
    controller.abort();
  };
  const onAbort = (): void => endAs("aborted");
  const timer = clock.setTimeout(() => endAs("timeout"), ms);
  caller?.addEventListener("abort", onAbort, { once: true });
  if (caller?.aborted === true) onAbort();
  return {
    signal: controller.signal,
    outcome: () => outcome,
    end: () => {
      timer.cancel();
      caller?.removeEventListener("abort", onAbort);
    },
  };
}
