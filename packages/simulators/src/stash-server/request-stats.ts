/** What was asked, for tests that count. */
export interface RequestStats {
  /** GraphQL requests by operation name. */
  readonly operations: Readonly<Record<string, number>>;
  readonly graphql: number;
  readonly pictures: number;
}

export interface StatsKeeper {
  count(operation: string): void;
  current(): RequestStats;
  reset(): void;
}

export const PICTURE = "picture";

export function createStatsKeeper(): StatsKeeper {
  const counts = new Map<string, number>();
  return {
    count(operation) {
      counts.set(operation, (counts.get(operation) ?? 0) + 1);
    },
    current() {
      const operations = Object.fromEntries([...counts].filter(([name]) => name !== PICTURE));
      const graphql = Object.values(operations).reduce((sum, count) => sum + count, 0);
      return { operations, graphql, pictures: counts.get(PICTURE) ?? 0 };
    },
    reset() {
      counts.clear();
    },
  };
}
