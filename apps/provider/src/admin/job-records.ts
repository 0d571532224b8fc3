import type { JobRun, JobRuns } from "@stash2plex/engine/job-runs";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

/** The runs of jobs, written down as well as it can be done: no call rejects. */
export interface JobRecords {
  /** Null: it could not be written down. */
  begin(name: string, startedAt: number): Promise<number | null>;
  end(id: number | null, end: Parameters<JobRuns["end"]>[1]): Promise<void>;
  /** The last run of each job, as far as is known. */
  latest(): Promise<readonly JobRun[]>;
}

/** A full disk or a thread that starts anew costs the history, not the run; it is said once until it works again. */
export function createJobRecords(runs: JobRuns, logger: Logger): JobRecords {
  let isTold = false;
  const kept = async <Value, Instead>(
    call: () => Promise<Value>,
    instead: Instead,
  ): Promise<Value | Instead> => {
    try {
      const value = await call();
      isTold = false;
      return value;
    } catch (error) {
      if (!isTold) {
        logger.warn("Runs of jobs cannot be written down; they run all the same", {
          problem: errorMessage(error),
        });
      }
      isTold = true;
      return instead;
    }
  };
  return {
    begin: (name, startedAt) => kept(() => runs.begin(name, startedAt), null),
    end: async (id, end) => {
      if (id !== null) await kept(() => runs.end(id, end), undefined);
    },
    latest: () => kept(() => runs.latest(), []),
  };
}
