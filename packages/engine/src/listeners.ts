/** Listeners that can be taken back. */
export interface Listeners<Args extends readonly unknown[]> {
  /** Answers what takes it back. */
  readonly add: (listener: (...args: Args) => void) => () => void;
  /** Those who come or go meanwhile do not count. */
  readonly tell: (...args: Args) => void;
  readonly clear: () => void;
}

export const createListeners = <Args extends readonly unknown[]>(): Listeners<Args> => {
  const listeners = new Set<(...args: Args) => void>();
  return {
    add: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (...args) => {
      for (const listener of [...listeners]) listener(...args);
    },
    clear: () => {
      listeners.clear();
    },
  };
};
