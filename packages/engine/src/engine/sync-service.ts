import type { PmsCallOptions } from "@stash2plex/shared/pms";

import type { PlexMirror } from "../plex-mirror/index.ts";
import {
  adoptSection,
  eventsToWork,
  explainScene,
  reconcileScope,
  type ReconcileParts,
  type SyncQueue,
  type SyncWorker,
} from "../reconcile/index.ts";
import type { WritingMirror } from "../stash-mirror/index.ts";
import type { RunProgress, SyncService, SyncStatus } from "./engine.ts";

interface SyncServiceDeps {
  readonly parts: ReconcileParts;
  readonly queue: SyncQueue;
  readonly worker: SyncWorker;
  readonly plex: PlexMirror;
  readonly mirror: Pick<WritingMirror, "run" | "findVanished">;
  readonly refreshSections: (signal?: PmsCallOptions["signal"]) => Promise<void>;
  readonly doorbell: () => SyncStatus["doorbell"];
  readonly pause: () => Promise<void>;
}

/** What hosts and routes ask of the work on Plex. */
export function createSyncService(deps: SyncServiceDeps): SyncService {
  const { parts, queue, worker, plex, mirror, pause } = deps;
  const { logger } = parts;
  let run: RunProgress | null = null;
  const reconciles = new Set<AbortController>();

  const onProgress = (progress: RunProgress): void => {
    run = progress;
  };
  const inBackground = (what: string, work: Promise<void>): void => {
    work.catch((error: unknown) => {
      logger.debug(`${what} after an event failed; polls and passes go on`, { error });
    });
  };
  const knowPlex = async (): Promise<void> => {
    await deps.refreshSections();
    if (plex.status().lastFullPass === null) await plex.fullPass();
  };
  return {
    status: () => {
      const { worker: state, problem, done, failed, lastDoneAt } = worker.status();
      return Promise.resolve({
        worker: state,
        problem,
        done,
        failed,
        lastDoneAt,
        queue: queue.counts(),
        plex: plex.status(),
        doorbell: deps.doorbell(),
        run,
      });
    },
    submit: (events) => {
      const { work, wantsFollow, wantsVanished } = eventsToWork(events);
      const { added, coalesced } = parts.queue.add(work);
      // Renamed performers, tags and the like are read first; the followers then find the scenes that show them.
      if (wantsFollow) inBackground("Following Stash", mirror.run("follow"));
      if (wantsVanished) inBackground("Looking for what was deleted", mirror.findVanished());
      return Promise.resolve({ accepted: events.length, scenes: added + coalesced });
    },
    reconcile: async (scope, { dryRun }) => {
      const stop = new AbortController();
      const { signal } = stop;
      reconciles.add(stop);
      try {
        await knowPlex();
        signal.throwIfAborted();
        return await reconcileScope(scope, { dryRun, signal, onProgress }, { ...parts, pause });
      } finally {
        reconciles.delete(stop);
        run = null;
      }
    },
    cancelReconcile: () => {
      const isRunning = reconciles.size > 0;
      for (const stop of reconciles) stop.abort(new Error("It was cancelled."));
      return Promise.resolve(isRunning);
    },
    explain: async (sceneId) => {
      await knowPlex();
      return explainScene(sceneId, { ...parts, queue });
    },
    adopt: async (section, options) => {
      await deps.refreshSections();
      await plex.fullPass();
      return adoptSection(section, { ...options, onProgress }, { ...parts, pause }).finally(() => {
        run = null;
      });
    },
    plexPass: () => plex.fullPass(),
    queueRows: (query) => Promise.resolve(queue.rows(query)),
    clearQueue: () => Promise.resolve(queue.clear()),
    deadLetters: (query) => Promise.resolve(queue.deadLetters(query)),
    retryDeadLetters: (ids) => {
      const count = queue.retryDeadLetters(ids ?? undefined);
      worker.wake();
      return Promise.resolve(count);
    },
    purgeDeadLetters: (which) => Promise.resolve(queue.purgeDeadLetters(which)),
  };
}
