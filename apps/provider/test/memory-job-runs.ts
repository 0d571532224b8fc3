import type { JobRun, JobRuns } from "@stash2plex/engine/job-runs";

export interface MemoryJobRuns extends JobRuns {
  readonly all: JobRun[];
  /** When set, every call fails with this sentence. */
  failure: string | null;
}

/** Runs of jobs that are kept in memory. */
export function createMemoryJobRuns(all: JobRun[] = []): MemoryJobRuns {
  const answer = <Value>(value: () => Value): Promise<Value> =>
    runs.failure === null ? Promise.resolve(value()) : Promise.reject(new Error(runs.failure));
  const newestFirst = (): JobRun[] => [...all].reverse();
  const runs: MemoryJobRuns = {
    all,
    failure: null,
    begin: (name, startedAt) =>
      answer(() => {
        const id = all.length + 1;
        all.push({ id, name, startedAt, endedAt: null, outcome: null, summary: null });
        return id;
      }),
    end: (id, end) =>
      answer(() => {
        const index = all.findIndex((run) => run.id === id);
        const run = all[index];
        if (run !== undefined) all[index] = { ...run, ...end };
      }),
    latest: () =>
      answer(() => {
        const names = new Set(all.map(({ name }) => name));
        return [...names].flatMap((name) => newestFirst().find((run) => run.name === name) ?? []);
      }),
    list: (name, limit) =>
      answer(() =>
        newestFirst()
          .filter((run) => run.name === name)
          .slice(0, limit),
      ),
  };
  return runs;
}
