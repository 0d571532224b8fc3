/** Waits for a promise, but no longer than the caller wants to. */
export const untilAborted = async <T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> => {
  if (signal === undefined) return work;
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("The caller left."));
    };
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", leave);
    });
  });
};

/**
 * Work that many callers share. A caller joins the first run that begins after its call: at most one runs, at most one
 * waits. A caller that leaves does not end the run.
 */
export interface SharedRun {
  join(signal?: AbortSignal): Promise<void>;
}

export const createSharedRun = (work: () => Promise<void>): SharedRun => {
  let running: Promise<void> | null = null;
  let waiting: Promise<void> | null = null;

  const begin = (): Promise<void> => {
    const run = work().finally(() => {
      if (running === run) running = null;
    });
    run.catch(() => undefined);
    running = run;
    return run;
  };
  const next = (): Promise<void> => {
    if (waiting !== null) return waiting;
    if (running === null) return begin();
    const follow = (): Promise<void> => {
      waiting = null;
      return begin();
    };
    waiting = running.then(follow, follow);
    waiting.catch(() => undefined);
    return waiting;
  };
  return { join: (signal) => untilAborted(next(), signal) };
};
