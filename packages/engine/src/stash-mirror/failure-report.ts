import type { Logger } from "@stash2plex/shared/log";

import { noteDamage } from "../store/damaged-file.ts";
import { isSqliteError, StoreError } from "../store/store-error.ts";
import { MirrorError } from "./mirror-error.ts";
import type { Problem, StatusKeeper } from "./status-keeper.ts";

/** Turns failures of mirror work into status and log lines; each distinct one is said once, not with every round. */
export interface FailureReport {
  /** Runs work that talks to Stash and writes, and reports how it went. Rejects with what the work rejected with. */
  watch<T>(work: () => Promise<T>): Promise<T>;
}

const problemOf = (error: unknown): Problem => {
  if (!(error instanceof Error)) return { message: String(error), code: "unknown" };
  const code = "code" in error && typeof error.code === "string" ? error.code : "unknown";
  return { message: error.message, code };
};

export const createFailureReport = (
  file: string,
  status: StatusKeeper,
  logger: Logger,
  stopping: AbortSignal,
): FailureReport => {
  let said: string | null = null;

  const say = (sentence: string): void => {
    if (said === sentence) return;
    said = sentence;
    logger.warn(sentence);
  };
  const succeed = (): void => {
    if (said !== null) logger.info("The Stash mirror works again");
    said = null;
    status.storeProblem(null);
    status.reached(null);
  };
  const failStore = (error: unknown): StoreError => {
    const problem = noteDamage(error, file);
    status.storeProblem(problem.message);
    say(problem.message);
    return problem;
  };
  return {
    watch: async (work) => {
      try {
        const result = await work();
        succeed();
        return result;
      } catch (error) {
        if (stopping.aborted) {
          throw new MirrorError("mirror-stopped", "The Stash mirror was stopped.");
        }
        if (error instanceof MirrorError) throw error;
        if (error instanceof StoreError || isSqliteError(error)) throw failStore(error);
        const problem = problemOf(error);
        status.notReached(problem);
        say(problem.message);
        throw error;
      }
    },
  };
};
