import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";

/** How far a question to Stash, Plex or plex.tv is. */
export type TaskState<Value> =
  | { readonly state: "running" }
  | { readonly state: "done"; readonly value: Value }
  | { readonly state: "failed"; readonly sentence: string };

/** A question that goes on while the browser looks at a waiting page. */
export interface Task<Value> {
  state(): TaskState<Value>;
  /** Resolves when it is over, or after so long. */
  settled(ms: number): Promise<void>;
  cancel(): void;
}

const GIVEN_UP = "This was given up.";

/** Starts it. It ends at its deadline in any case, also when the one who is asked never notices the signal. */
export function startTask<Value>(
  run: (signal: AbortSignal) => Promise<Value>,
  deps: { readonly clock: Clock; readonly deadlineMs: number; readonly tooLong: string },
): Task<Value> {
  const { clock } = deps;
  const stop = new AbortController();
  let current: TaskState<Value> = { state: "running" };
  let tellOver: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    tellOver = resolve;
  });
  const end = (next: TaskState<Value>): void => {
    if (current.state !== "running") return;
    current = next;
    timer.cancel();
    tellOver();
  };
  const fail = (sentence: string): void => end({ state: "failed", sentence });
  const timer = clock.setTimeout(() => {
    fail(deps.tooLong);
    stop.abort();
  }, deps.deadlineMs);
  run(stop.signal).then(
    (value) => end({ state: "done", value }),
    (error: unknown) => fail(errorMessage(error)),
  );
  return {
    state: () => current,
    settled: (ms) =>
      new Promise((resolve) => {
        const patience = clock.setTimeout(resolve, ms);
        void over.then(() => {
          patience.cancel();
          resolve();
        });
      }),
    cancel: () => {
      fail(GIVEN_UP);
      stop.abort();
    },
  };
}
