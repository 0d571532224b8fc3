import { setMaxListeners } from "node:events";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { StashApi, StashTrigger, TriggerSubscription } from "@stash2plex/shared/stash";

import { withStoreErrors } from "../store/damaged-file.ts";
import type { Store } from "../store/open-store.ts";
import { createBackground, type Background } from "./background.ts";
import { createChangeFeed } from "./change-feed.ts";
import { createFailureReport } from "./failure-report.ts";
import { createFollowLoop } from "./follow-loop.ts";
import { createIdentityGuard } from "./identity-guard.ts";
import type { MirrorContext } from "./mirror-context.ts";
import { createMirrorJobs, type MirrorJobs } from "./mirror-jobs.ts";
import { createMirrorReader } from "./mirror-reader.ts";
import { createMirrorRound } from "./mirror-round.ts";
import { createMirrorWriter, type MirrorWriter } from "./mirror-writer.ts";
import { createPassNotice } from "./pass-notice.ts";
import { defaultFullPassAt, type TimeOfDay } from "./pass-schedule.ts";
import { untilAborted } from "./shared-run.ts";
import type { MirrorJob } from "./stash-mirror.ts";
import { createStatusKeeper, type StatusKeeper } from "./status-keeper.ts";
import { createThawCheck } from "./thaw-check.ts";
import type { WritingMirror } from "./writing-mirror.ts";

export interface StashMirrorOptions {
  /** Written here; nobody else writes to the mirror's tables. */
  readonly store: Store;
  readonly api: StashApi;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Distance of two polls of performers, tags, studios and groups, in milliseconds. */
  readonly followIntervalMs?: number;
  /** Local time of the daily comparison of all paths. */
  readonly fullPassAt?: TimeOfDay;
  /** How long a live read waits for others that want one, in milliseconds; 0: not at all. */
  readonly gatherMs?: number;
}

export const defaultFollowIntervalMs = 30_000;
/** Scenes are asked for more often as long as no doorbell tells of them. */
const sceneIntervalMs = 5_000;

/** Raised whenever `pathKey`, `stemKey` or `titleKey` change: stored keys are then made anew by a first sync. */
const keyRules = 1;

const forgetOldKeys = (writer: MirrorWriter, logger: Logger): void => {
  const stored = writer.meta.get("keyRules");
  if (stored !== null && stored !== keyRules) {
    logger.info("The rules of matching changed with this version: Stash is copied anew");
    writer.wipe();
  }
  writer.meta.set("keyRules", keyRules);
};

const createContext = (
  { api, clock, logger, fullPassAt = defaultFullPassAt, gatherMs = 0 }: StashMirrorOptions,
  writer: MirrorWriter,
  status: StatusKeeper,
  signal: AbortSignal,
): MirrorContext => ({
  api,
  writer,
  guard: createIdentityGuard(writer, clock, logger, () => {
    status.refresh();
  }),
  clock,
  logger,
  fullPassAt,
  signal,
  gather: () =>
    new Promise((resolve) => {
      if (gatherMs === 0) resolve();
      else clock.setTimeout(resolve, gatherMs);
    }),
  pause: () =>
    new Promise((resolve) => {
      setImmediate(resolve);
    }),
});

/** What an event of Stash's web socket makes us do at once. */
const createTriggerHandler =
  (jobs: MirrorJobs, background: Background, logger: Logger, greet: () => void) =>
  (trigger: StashTrigger): void => {
    switch (trigger.kind) {
      case "connected":
        greet();
        return;
      case "scan-complete":
        // A renamed folder moves no stamp: only the full pass sees it.
        jobs.lookUp.forgetMisses();
        background.add(jobs.followScenes.join());
        background.add(jobs.fullPass.join());
        return;
      case "job-ended":
        background.add(jobs.followScenes.join());
        background.add(jobs.followRelated.join());
        return;
      case "disconnected":
        logger.debug("The web socket to Stash closed; polls go on", { reason: trigger.reason });
    }
  };

/**
 * The Stash mirror in this thread. `startMirrorWorker` hosts it in a thread of its own, so that an answer to Plex never
 * waits for it.
 */
export const createStashMirror = (options: StashMirrorOptions): WritingMirror => {
  const { store, api, logger, clock, followIntervalMs = defaultFollowIntervalMs } = options;
  const stopping = new AbortController();
  // Every running request listens for the stop.
  setMaxListeners(0, stopping.signal);
  const feed = createChangeFeed();
  const notice = createPassNotice();
  const writer = withStoreErrors(store.file, () => createMirrorWriter(store.db, feed.tell));
  forgetOldKeys(writer, logger);
  const reader = createMirrorReader(store.openReader());
  const status = createStatusKeeper(writer);
  const context = createContext(options, writer, status, stopping.signal);
  const report = createFailureReport(store.file, status, logger, stopping.signal);
  const jobs = createMirrorJobs(context, status, report, notice);
  const background = createBackground();
  const thawCheck = createThawCheck(context);
  const round = createMirrorRound(context, jobs, followIntervalMs, thawCheck, background);
  let isDoorbellHeard = false;
  const loop = createFollowLoop(
    () => report.watch(() => round.run()),
    () => (isDoorbellHeard ? followIntervalMs : Math.min(sceneIntervalMs, followIntervalMs)),
    clock,
  );
  let subscription: TriggerSubscription | null = null;

  const onTrigger = createTriggerHandler(jobs, background, logger, () => {
    round.greetAgain();
    loop.wake();
  });
  const run: Readonly<Record<MirrorJob, () => Promise<void>>> = {
    follow: async () => {
      await jobs.followScenes.join();
      await jobs.followRelated.join();
    },
    "id-pass": () => jobs.idPass.join(),
    "full-pass": () => jobs.fullPass.join(),
  };
  return {
    reader,
    status: () => status.status(),
    onStatus: (listener) => status.listen(listener),
    start: () => {
      subscription ??= api.subscribe(onTrigger);
      loop.start();
    },
    follow: (signal) => jobs.followScenes.join(signal),
    readScenes: (ids, signal) => jobs.readScenes(ids, signal),
    lookUpBaseName: (baseName, signal) => jobs.lookUp.find(baseName, signal),
    run: (job) => untilAborted(run[job](), stopping.signal),
    acceptNewLibrary: async () => {
      context.guard.thaw();
      writer.wipe();
      writer.meta.set("keyRules", keyRules);
      logger.info("The new library was accepted: Stash is copied anew");
      status.refresh();
      loop.wake();
      return Promise.resolve();
    },
    onChange: feed.listen,
    onPass: notice.listen,
    setDoorbell: (isHeard) => {
      if (isHeard === isDoorbellHeard) return;
      isDoorbellHeard = isHeard;
      // What was not heard meanwhile may be waiting.
      if (!isHeard) loop.wake();
    },
    findVanished: () => untilAborted(jobs.relatedPass.join(), stopping.signal),
    stop: async () => {
      stopping.abort();
      subscription?.close();
      await loop.stop();
      await background.settled();
      const freshAsOf = status.freshAsOf();
      if (freshAsOf !== null) writer.meta.set("freshAsOf", freshAsOf);
    },
  };
};
