/** Runs one piece of work per key at a time; who asks meanwhile gets the same outcome. */
export interface SingleFlight<Value> {
  readonly size: number;
  run(key: string, work: () => Promise<Value>): Promise<Value>;
  /** Resolves when everything that runs now has ended, well or not. */
  settled(): Promise<void>;
}

export function createSingleFlight<Value>(): SingleFlight<Value> {
  const running = new Map<string, Promise<Value>>();
  return {
    get size() {
      return running.size;
    },
    run: (key, work) => {
      const before = running.get(key);
      if (before !== undefined) return before;
      const started = work().finally(() => running.delete(key));
      running.set(key, started);
      return started;
    },
    settled: async () => {
      await Promise.allSettled(running.values());
    },
  };
}
