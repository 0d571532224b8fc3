import type { Clock } from "@stash2plex/shared/clock";
import type { GapService } from "../gaps/index.ts";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";
import type { PmsClient } from "@stash2plex/shared/pms";
import type { StashApi, StashId, StashPictures } from "@stash2plex/shared/stash";

import { acquireWorkerLock, createServedRecords, type WorkerLock } from "../reconcile/index.ts";
import { createStashMirror } from "../stash-mirror/index.ts";
import type { Store } from "../store/open-store.ts";
import { createSync } from "./create-sync.ts";
import type { SyncService } from "./engine.ts";
import { importPushes } from "./import-pushes.ts";
import { createStashArtwork } from "./stash-artwork.ts";
import type { SyncSettings } from "./sync-options.ts";

export interface LocalEngineOptions {
  /** Closed with the engine. */
  readonly store: Store;
  readonly api: StashApi;
  readonly pictures: StashPictures;
  readonly pms: PmsClient;
  readonly settings: SyncSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly workerId: string;
  readonly lockFile: string;
  /** Path of the lock that makes one process the writer of the copies of Stash and Plex. */
  readonly leaderFile: string;
  /** When version 1 of the plugin pushed scenes, epoch ms; empty after the first run. */
  readonly pushedBefore: ReadonlyMap<StashId, number>;
}

/** The whole engine in one process, without an HTTP server. */
export interface LocalEngine {
  readonly service: SyncService;
  readonly gaps: GapService;
  /** Resolves when Stash has been copied: scenes that are handed over before that wait half a minute. */
  ready(): Promise<void>;
  /** Follows both sides once, and works until nothing is due, or until aborted. */
  drain(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** How often a process looks whether another one has done the work. */
const lookMs = 1_000;

/** Opens and starts it. Resolves at once: what is not reachable yet is tried again. */
export function openLocalEngine(options: LocalEngineOptions): LocalEngine {
  const { store, api, pictures, pms, settings, clock, logger, pushedBefore } = options;
  const mirror = createStashMirror({ store, api, logger, clock });
  const sync = createSync({
    ...options,
    mirror,
    pms,
    artwork: createStashArtwork(pictures),
    settings: () => settings,
    doorbell: false,
    pictureUrl: null,
  });
  let imported = pushedBefore.size === 0;
  let lock: WorkerLock | null = null;
  /** Only one process writes the copies; the others hand work over and look, and take its place when it has ended. */
  const leads = (): boolean => {
    if (lock !== null) return true;
    lock = acquireWorkerLock(options.leaderFile);
    if (lock === null) return false;
    mirror.start();
    sync.start();
    return true;
  };
  leads();

  const followed = async (side: string, follow: () => Promise<void>): Promise<void> => {
    try {
      await follow();
    } catch (error) {
      logger.warn(`${side} could not be followed: ${errorMessage(error)}`);
    }
  };
  /** Without it a first run would compare an empty copy of Stash. */
  const knowStash = async (): Promise<void> => {
    if (leads() && mirror.status().freshAsOf === null) await mirror.run("follow");
  };
  const service: SyncService = {
    ...sync.service,
    reconcile: async (scope, run) => {
      await knowStash();
      return sync.service.reconcile(scope, run);
    },
    explain: async (sceneId) => {
      await knowStash();
      return sync.service.explain(sceneId);
    },
    adopt: async (section, run) => {
      await knowStash();
      return sync.service.adopt(section, run);
    },
  };
  const isWorkedOff = async (): Promise<boolean> => {
    const { ready, running } = (await service.status()).queue;
    return ready + running === 0;
  };
  return {
    service,
    gaps: sync.gaps.service,
    ready: knowStash,
    drain: async (signal) => {
      while (!leads()) {
        if (signal.aborted || (await isWorkedOff())) return;
        await new Promise<void>((resolve) => void clock.setTimeout(resolve, lookMs));
      }
      await followed("Stash", () => mirror.run("follow"));
      if (!imported && mirror.status().phase === "ready") {
        imported = true;
        importPushes(pushedBefore, createServedRecords(store.db), mirror.reader, settings.item);
      }
      await followed("Plex", () => sync.plex.follow(signal));
      // Not before: whoever only looks, or tries a run, writes nothing to Plex.
      sync.work();
      await sync.drained(signal);
    },
    close: async () => {
      await sync.stop();
      await mirror.stop();
      await Promise.all([api.close(), pictures.close()]);
      store.close();
      lock?.release();
    },
  };
}
