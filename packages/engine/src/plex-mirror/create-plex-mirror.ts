import { setMaxListeners } from "node:events";

import type { PmsNotification } from "@stash2plex/shared/pms";

import { createListeners } from "../listeners.ts";
import { createBackground } from "../stash-mirror/background.ts";
import { createFollowLoop } from "../stash-mirror/follow-loop.ts";
import { createSharedRun, untilAborted, type SharedRun } from "../stash-mirror/shared-run.ts";
import { withStoreErrors } from "../store/damaged-file.ts";
import { createChangeEmitter } from "./change-emitter.ts";
import { createFollow } from "./follow.ts";
import { createFullPass } from "./full-pass.ts";
import { createNotificationIntake } from "./notification-intake.ts";
import { createPlexContext } from "./plex-context.ts";
import { createPlexFailureReport } from "./plex-failure-report.ts";
import type { PlexMirrorOptions } from "./plex-mirror-options.ts";
import { createPlexMirrorReader } from "./plex-mirror-reader.ts";
import type { PlexMirror } from "./plex-mirror.ts";
import { createRound, retryPauseMs } from "./plex-round.ts";
import { readItems, takeItems } from "./read-items.ts";
import { createSectionSync } from "./section-sync.ts";

/** The Plex mirror in this thread. */
export const createPlexMirror = (options: PlexMirrorOptions): PlexMirror => {
  const { store, pms, clock, logger } = options;
  const { followIntervalMs = 60_000, fullPassIntervalMs = 24 * 3_600_000 } = options;
  const stopping = new AbortController();
  // Every running request listens for the stop.
  setMaxListeners(0, stopping.signal);
  const changes = createChangeEmitter(logger);
  const copyListeners = createListeners<[sectionKey: string]>();
  const context = withStoreErrors(store.file, () =>
    createPlexContext(
      options,
      {
        emit: (made) => {
          changes.emit(made);
        },
        copied: (sectionKey) => {
          copyListeners.tell(sectionKey);
        },
      },
      stopping.signal,
    ),
  );
  const { status, meta } = context;
  const report = createPlexFailureReport(store.file, status, logger, stopping.signal);
  const syncSections = createSectionSync(context);
  const follow = createFollow(context, syncSections);
  const pass = createFullPass(context, syncSections);
  const followRun = createSharedRun(() => report.watch(() => follow.run()));
  const passRun = createSharedRun(() => report.watch(pass));
  const background = createBackground();
  const round = createRound(context, fullPassIntervalMs, {
    follow: () => followRun.join(),
    fullPass: () => passRun.join(),
  });
  const loop = createFollowLoop(
    () => report.watch(round),
    () => followIntervalMs,
    clock,
    retryPauseMs,
  );
  const intake = createNotificationIntake({
    clock,
    read: (ids) => {
      const reading = report
        .watch(() => readItems(context, ids))
        .finally(() => {
          status.refresh();
        });
      background.add(reading);
      return reading;
    },
    follow: () => {
      loop.wake();
    },
  });
  const onNotification = (notification: PmsNotification): void => {
    switch (notification.kind) {
      case "connected":
      // What was told while nobody listened is lost, and a scan moves no date of what it no longer finds.
      case "scan-ended":
        follow.doubtDates();
        loop.wake();
        return;
      case "item":
        intake.add(notification.itemId, notification.deleted);
        return;
      case "refresh-ended":
        intake.add(notification.itemId, false);
        return;
      case "disconnected":
        logger.debug("The notifications of Plex closed; rounds go on", {
          reason: notification.reason,
        });
    }
  };
  /** A caller may leave; a stop waits for the run nonetheless. */
  const joined = (run: SharedRun, signal: AbortSignal | undefined): Promise<void> => {
    const running = run.join();
    background.add(running);
    return untilAborted(running, signal);
  };
  let subscription: { close(): void } | null = null;
  return {
    reader: createPlexMirrorReader(store.openReader()),
    status: () => status.status(),
    onStatus: (listener) => status.listen(listener),
    onChange: (listener) => changes.listen(listener),
    onCopied: (listener) => copyListeners.add(listener),
    start: () => {
      subscription ??= pms.subscribe(onNotification);
      loop.start();
    },
    follow: (signal) => joined(followRun, signal),
    fullPass: (signal) => joined(passRun, signal),
    take: (items, gone) => {
      const taken = report.watchStore(() => takeItems(context, items, gone));
      // Who read the items knows that they were updated.
      changes.emit(taken.filter(({ kind }) => kind !== "updated"));
      status.refresh();
    },
    stop: async () => {
      stopping.abort();
      subscription?.close();
      intake.close();
      await loop.stop();
      await background.settled();
      const { freshAsOf } = status.status();
      if (freshAsOf !== null) meta.set("freshAsOf", freshAsOf);
    },
  };
};
