import type { Logger } from "@stash2plex/shared/log";
import { PmsError } from "@stash2plex/shared/pms";

import { noteDamage } from "../store/damaged-file.ts";
import { isSqliteError, StoreError } from "../store/store-error.ts";
import type { PlexStatusKeeper } from "./plex-status.ts";

/** Turns failures of mirror work into status and log lines; each distinct one is said once, not with every round. */
export interface PlexFailureReport {
  /** Runs work that talks to Plex and writes, and reports how it went. Rejects with a `PmsError` or a `StoreError`. */
  watch<T>(work: () => Promise<T>): Promise<T>;
  /** The same for work that only writes. */
  watchStore<T>(work: () => T): T;
}

export const createPlexFailureReport = (
  file: string,
  status: PlexStatusKeeper,
  logger: Logger,
  stopping: AbortSignal,
): PlexFailureReport => {
  let said: string | null = null;

  const fail = <E extends PmsError | StoreError>(problem: E): E => {
    status.failed(problem);
    if (said !== problem.message) logger.warn(problem.message);
    said = problem.message;
    return problem;
  };
  const stopped = (): PmsError => new PmsError("aborted", "The Plex mirror was stopped.");
  const translated = (error: unknown): unknown => {
    if (stopping.aborted) return stopped();
    if (error instanceof StoreError || isSqliteError(error)) return fail(noteDamage(error, file));
    return error instanceof PmsError ? fail(error) : error;
  };
  return {
    watch: async (work) => {
      if (stopping.aborted) throw stopped();
      try {
        const result = await work();
        if (said !== null) logger.info("The Plex mirror works again");
        said = null;
        status.reached(null);
        return result;
      } catch (error) {
        throw translated(error);
      }
    },
    watchStore: (work) => {
      try {
        return work();
      } catch (error) {
        throw translated(error);
      }
    },
  };
};
