import type { Clock, Timer } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";
import { PmsError } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import type { SyncQueue, Work, WorkOutcome } from "../queue.ts";
import type { PlexHealth } from "./plex-health.ts";

export interface RunningWork {
  size(): number;
  begin(work: Work, signal: AbortSignal): void;
  figures(): { readonly done: number; readonly failed: number; readonly lastDoneAt: number | null };
  settled(): Promise<void>;
}

interface RunningWorkDeps {
  readonly queue: Pick<SyncQueue, "finish" | "renew">;
  readonly handle: (work: Work, signal: AbortSignal) => Promise<WorkOutcome>;
  readonly health: PlexHealth;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onEnd: () => void;
}

const renewEveryMs = 30_000;

/** What is being worked on: keeps its leases, hands its outcome to the queue, and tells how Plex is. */
export function createRunningWork(deps: RunningWorkDeps): RunningWork {
  const { queue, health, clock, logger } = deps;
  const running = new Map<StashId, Promise<void>>();
  let done = 0;
  let failed = 0;
  let lastDoneAt: number | null = null;
  let renewal: Timer | null = null;

  const keepLeases = (): void => {
    renewal ??= clock.setTimeout(() => {
      renewal = null;
      if (running.size === 0) return;
      queue.renew([...running.keys()]);
      keepLeases();
    }, renewEveryMs);
  };
  const postponed = (): WorkOutcome => ({ kind: "postponed", untilMs: clock.now() });
  const outcomeOf = async (work: Work, signal: AbortSignal): Promise<WorkOutcome> => {
    try {
      return await deps.handle(work, signal);
    } catch (error) {
      if (signal.aborted) return postponed();
      if (error instanceof PmsError && error.class === "unauthorized") {
        health.refused(error.message);
        return postponed();
      }
      const sentence = errorMessage(error);
      logger.error("Work on a scene failed unexpectedly", { sceneId: work.sceneId, error });
      return { kind: "failed", errorClass: "temporary", error: sentence, ownFault: true };
    }
  };
  const note = (work: Work, outcome: WorkOutcome): void => {
    if (outcome.kind === "done" || outcome.kind === "waiting") {
      done += 1;
      lastDoneAt = clock.now();
      health.succeeded();
    }
    if (outcome.kind !== "failed") return;
    failed += 1;
    const { errorClass, error } = outcome;
    const isOfServer = errorClass === "down" || errorClass === "temporary";
    if (isOfServer && outcome.ownFault !== true) health.failed(error);
    logger.warn(`A scene could not be brought to Plex: ${error}`, {
      sceneId: work.sceneId,
      errorClass,
      attempts: work.attempts + 1,
    });
  };
  const run = async (work: Work, signal: AbortSignal): Promise<void> => {
    const outcome = await outcomeOf(work, signal);
    note(work, outcome);
    try {
      queue.finish(work, outcome);
    } catch (error) {
      // A full disk: the lease ends by itself, and the work is done again.
      logger.error("The outcome of work could not be written down; it is done again later", {
        sceneId: work.sceneId,
        error,
      });
    }
  };
  return {
    size: () => running.size,
    begin: (work, signal) => {
      const ended = run(work, signal).then(() => {
        running.delete(work.sceneId);
        deps.onEnd();
      });
      running.set(work.sceneId, ended);
      keepLeases();
    },
    figures: () => ({ done, failed, lastDoneAt }),
    settled: async () => {
      await Promise.all(running.values());
      renewal?.cancel();
    },
  };
}
