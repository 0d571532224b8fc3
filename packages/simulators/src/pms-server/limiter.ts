/** Runs tasks in the order they come, at most `limit` at once. */
export interface Limiter {
  run(task: () => Promise<void>): Promise<void>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
}

export function createLimiter(limit: number): Limiter {
  const waiting: (() => void)[] = [];
  const pending = new Set<Promise<void>>();
  let running = 0;
  const run = async (task: () => Promise<void>): Promise<void> => {
    if (running >= limit) await new Promise<void>((resolve) => void waiting.push(resolve));
    else running += 1;
    try {
      await task();
    } finally {
      // The place is handed on, or given back when nobody waits.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  return {
    run(task) {
      const work = run(task);
      pending.add(work);
      void work.finally(() => pending.delete(work)).catch(() => undefined);
      return work;
    },
    async idle() {
      while (pending.size > 0) await Promise.allSettled(pending);
    },
  };
}
