/** A run of a job, by whomever it was started. Plain values; times are epoch ms. */
export interface JobRun {
  readonly id: number;
  readonly name: string;
  readonly startedAt: number;
  /** Null: it runs, or the program was ended in the middle of it. */
  readonly endedAt: number | null;
  readonly outcome: JobOutcome | null;
  /** What came of it, or why it failed: a sentence. */
  readonly summary: string | null;
}

/** `interrupted`: the program was ended in the middle of it. */
export type JobOutcome = "done" | "failed" | "cancelled" | "interrupted";

/** The runs of jobs in the database, through the thread that writes. */
export interface JobRuns {
  /** Answers its id. */
  begin(name: string, startedAt: number): Promise<number>;
  end(
    id: number,
    end: {
      readonly endedAt: number;
      readonly outcome: JobOutcome;
      readonly summary: string | null;
    },
  ): Promise<void>;
  /** The last run of each job. */
  latest(): Promise<readonly JobRun[]>;
  /** Newest first. */
  list(name: string, limit: number): Promise<readonly JobRun[]>;
}
