/** A timer that can be cancelled. */
export interface Timer {
  cancel(): void;
}

/** Time as a dependency, so that tests move it by hand. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once after `ms` milliseconds; never keeps the process alive by itself. */
  setTimeout(task: () => void, ms: number): Timer;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (task, ms) => {
    const handle = setTimeout(task, ms);
    handle.unref();
    return {
      cancel: () => {
        clearTimeout(handle);
      },
    };
  },
};
