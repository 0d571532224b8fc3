import type { Timer } from "@stash2plex/shared/clock";
import { PmsError } from "@stash2plex/shared/pms";

import { createGaps, type Gaps } from "../gaps/index.ts";
import { createPlexMirror, type PlexMirror } from "../plex-mirror/index.ts";
import {
  acquireWorkerLock,
  createFollowers,
  createReconcileParts,
  createReconcileScene,
  createServedRecords,
  createSyncQueue,
  createSyncWorker,
  type ReconcileDeps,
  type ServedRecords,
} from "../reconcile/index.ts";
import { createDoorbellIntake } from "./doorbell-intake.ts";
import type { SyncService } from "./engine.ts";
import { createNotificationHub } from "./notification-hub.ts";
import { createOurSections } from "./our-sections.ts";
import { pause } from "./pause.ts";
import { createRulesInUse } from "./rules-in-use.ts";
import type { SyncOptions } from "./sync-options.ts";
import { createSyncService } from "./sync-service.ts";

/** Everything that brings Plex up to date, in the thread that writes. */
export interface Sync {
  readonly plex: PlexMirror;
  readonly service: SyncService;
  readonly gaps: Gaps;
  readonly served: Pick<ServedRecords, "put">;
  /** Copies and follows both sides; writes nothing to Plex. */
  start(): void;
  /** Begins to work the queue off, where Plex may be written to. */
  work(): void;
  /** Resolves when nothing is due any more, or Plex cannot be worked with. */
  drained(signal?: AbortSignal): Promise<void>;
  onStatus(listener: () => void): () => void;
  stop(): Promise<void>;
}

const leaseMs = 120_000;
const tidyEveryMs = 3_600_000;
const dayMs = 86_400_000;

export function createSync(options: SyncOptions): Sync {
  const { store, mirror, api, clock, logger, random, settings, workerId, lockFile } = options;
  const { db } = store;
  const offReason = options.offReason ?? null;
  const writes = offReason === null;
  const hub = createNotificationHub(options.pms);
  const { pms } = hub;
  const identifier = settings().policy.identifier;
  const rules = createRulesInUse(settings, mirror.reader, clock);
  const ours = createOurSections(pms, () => identifier, clock);
  const plex = createPlexMirror({
    store,
    pms,
    clock,
    logger,
    identifier,
    sections: () => settings().sections,
    rules,
    ...(options.plexFollowIntervalMs !== undefined && {
      followIntervalMs: options.plexFollowIntervalMs,
    }),
    pause,
  });
  const queue = createSyncQueue({
    db,
    clock,
    random,
    workerId,
    leaseMs,
    tries: () => settings().retries,
  });
  const worker = createSyncWorker({
    queue,
    acquireLock: () => acquireWorkerLock(lockFile),
    handle: async (work, signal) => {
      // Without the groups a section of ours might look like another's.
      await ours.refresh(signal).catch((error: unknown) => {
        if (error instanceof PmsError && error.class === "unauthorized") throw error;
      });
      return reconcileScene(work, signal);
    },
    probe: async (signal) => {
      await pms.identity({ signal });
      await pms.sections({ signal });
      // Work needs both sides: while Stash is away, every scene would fail at its first step.
      const { reachable, problem } = mirror.status().stash;
      if (reachable === false) throw new Error(problem ?? "Stash does not answer.");
    },
    clock,
    logger,
    random,
    perSecond: () => settings().maxEditsPerSecond,
  });
  const deps: ReconcileDeps = {
    db,
    mirror,
    plex,
    pms,
    queue: {
      add: (requests) => {
        const report = queue.add(requests);
        worker.wake();
        return report;
      },
    },
    clock,
    logger,
    artwork: options.artwork,
    listen: hub.listen,
    meter: worker.meter,
    policy: () => settings().policy,
    itemSettings: () => settings().item,
    matchSettings: () => settings().match,
    rules,
    isOurSection: ours.has,
    pictureUrl: options.pictureUrl,
  };
  const reconcileScene = createReconcileScene(deps);
  const followers = createFollowers({
    db,
    mirror,
    plex,
    queue: deps.queue,
    settings: deps,
    clock,
    logger,
    pause,
  });
  const gaps = createGaps({
    db,
    mirror,
    plex,
    queue: writes ? deps.queue : null,
    offReason,
    settings: deps,
    gapSettings: () => settings().gaps,
    clock,
    logger,
    pause,
  });
  const service = createSyncService({
    parts: createReconcileParts(deps),
    queue,
    worker,
    plex,
    mirror,
    refreshSections: (signal) => ours.refresh(signal),
    doorbell: () => doorbell.status(),
    pause,
  });
  const submit = (events: Parameters<SyncService["submit"]>[0]): void => {
    service.submit(events).catch((error: unknown) => {
      logger.error("What the plugin told could not be written down; polls will find it", { error });
    });
  };
  const doorbell = createDoorbellIntake({ api, mirror, submit, clock, logger });
  let tidying: Timer | null = null;
  const tidy = (): void => {
    queue.purgeDeadLetters({ diedBefore: clock.now() - settings().deadLetterDays * dayMs });
    tidying = clock.setTimeout(tidy, tidyEveryMs);
  };
  return {
    plex,
    service,
    gaps,
    served: createServedRecords(db),
    start: () => {
      plex.start();
      // Which sections are ours may be told by their groups alone; the worker asks again.
      ours.refresh().catch((error: unknown) => {
        logger.debug("The agents of Plex could not be read", { error });
      });
      gaps.start();
      tidy();
      // Work that nobody may do would only pile up: what changed meanwhile is found by a comparison.
      if (!writes) return;
      followers.start();
      if (options.doorbell) doorbell.start();
    },
    work: () => {
      if (writes) worker.start();
    },
    drained: (signal) => worker.drained(signal),
    onStatus: (listener) => {
      const forget = [worker.onStatus(listener), plex.onStatus(listener)];
      return () => {
        for (const stop of forget) stop();
      };
    },
    stop: async () => {
      tidying?.cancel();
      doorbell.stop();
      await followers.stop();
      await gaps.stop();
      await worker.stop();
      await plex.stop();
      hub.close();
      await options.pms.close();
    },
  };
}
