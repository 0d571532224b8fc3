/** Promises that nobody waits for, so that a stop can. Their failures were reported where they happened. */
export interface Background {
  add(work: Promise<unknown>): void;
  settled(): Promise<void>;
}

export const createBackground = (): Background => {
  const running = new Set<Promise<unknown>>();
  return {
    add: (work) => {
      const settled = work
        .catch(() => undefined)
        .finally(() => {
          running.delete(settled);
        });
      running.add(settled);
    },
    settled: async () => {
      await Promise.all(running);
    },
  };
};
