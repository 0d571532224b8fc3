export type PassListener = (isRunning: boolean) => void;

/** Knows whether the library is being read from end to end, and tells when that begins and ends. */
export interface PassNotice {
  readonly during: <T>(pass: () => Promise<T>) => Promise<T>;
  readonly listen: (listener: PassListener) => () => void;
}

export const createPassNotice = (): PassNotice => {
  const listeners = new Set<PassListener>();
  // A pass may begin with a first sync.
  let depth = 0;
  const tell = (isRunning: boolean): void => {
    for (const listener of listeners) listener(isRunning);
  };
  return {
    during: async (pass) => {
      depth += 1;
      if (depth === 1) tell(true);
      try {
        return await pass();
      } finally {
        depth -= 1;
        if (depth === 0) tell(false);
      }
    },
    listen: (listener) => {
      listeners.add(listener);
      if (depth > 0) listener(true);
      return () => void listeners.delete(listener);
    },
  };
};
