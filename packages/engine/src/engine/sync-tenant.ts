import type { Clock } from "@stash2plex/shared/clock";
import type { PictureRef } from "@stash2plex/shared/item";
import type { Logger } from "@stash2plex/shared/log";
import type { PathRule } from "@stash2plex/shared/paths";
import type { PmsClient } from "@stash2plex/shared/pms";

import { createGaps, type Gaps } from "../gaps/index.ts";
import { createJobRuns } from "../job-runs/index.ts";
import type { ServedScene } from "../reconcile/index.ts";
import type { TenantPremises, ThreadTenant } from "../stash-mirror/index.ts";
import { askForPictures } from "./ask-for-pictures.ts";
import { createSync, type Sync } from "./create-sync.ts";
import { pause } from "./pause.ts";
import { createRulesInUse } from "./rules-in-use.ts";
import { callService } from "./service-methods.ts";
import type {
  MessageFromSync,
  MessageToSync,
  PlexConnection,
  SyncThreadData,
} from "./sync-messages.ts";
import type { SyncSettings } from "./sync-options.ts";

export interface SyncTenantParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly connect: (connection: PlexConnection, logger: Logger) => PmsClient;
  /** Address of a picture below the base; null: pictures have no address. */
  readonly pictureUrl: (base: string) => (picture: PictureRef) => string;
}

/** A burst of changes is told once. */
const statusEveryMs = 250;

/** What the thread works with: all of it, or without a Plex only what our copy of Stash gives. */
interface Workshop {
  readonly sync: Sync | null;
  readonly gaps: Gaps;
}

/** Everything but the mirror of Stash in the thread that writes: the work on Plex, the gaps, the runs of jobs. */
export function openSyncTenant(premises: TenantPremises, parts: SyncTenantParts): ThreadTenant {
  const data = premises.data as SyncThreadData;
  const { store, mirror, api, logger } = premises;
  const { clock } = parts;
  const post = (message: MessageFromSync): void => {
    premises.post(message);
  };
  let current = data.settings;
  const settings = (): SyncSettings => current;
  const pictures = askForPictures(data.pipeline, post);
  const open = (): Workshop => {
    if (data.plex === null) {
      const rules = createRulesInUse(settings, mirror.reader, clock);
      return { sync: null, gaps: gapsWithoutPlex(premises, { settings, rules, clock, data }) };
    }
    const sync = createSync({
      store,
      mirror,
      api,
      pms: parts.connect(data.plex, logger),
      artwork: pictures,
      clock,
      logger,
      random: parts.random,
      settings,
      workerId: data.workerId,
      lockFile: data.lockFile,
      doorbell: data.doorbell,
      offReason: data.offReason,
      plexFollowIntervalMs: data.plexFollowIntervalMs,
      pictureUrl: data.pictureBase === null ? null : parts.pictureUrl(data.pictureBase),
    });
    return { sync, gaps: sync.gaps };
  };
  const { sync, gaps } = open();
  const services = {
    sync: sync?.service ?? null,
    gaps: gaps.service,
    jobRuns: createJobRuns(store.db),
  };
  let telling = false;
  const tellStatus = (): void => {
    if (telling || sync === null) return;
    telling = true;
    clock.setTimeout(() => {
      telling = false;
      void sync.service.status().then((status) => {
        post({ kind: "status", status });
      });
    }, statusEveryMs);
  };
  const forget = sync?.onStatus(tellStatus);
  const keepServed = (scenes: readonly ServedScene[]): void => {
    try {
      sync?.served.put(scenes);
    } catch (error) {
      // It only spares work.
      logger.warn("What Plex was answered could not be written down", { error });
    }
  };
  return {
    start: () => {
      if (sync === null) gaps.start();
      else {
        sync.start();
        sync.work();
        tellStatus();
      }
    },
    call: (name, args) =>
      callService(services, name, args) ??
      Promise.reject(new Error(`The thread that writes knows no ${name}.`)),
    receive: (value) => {
      const message = value as MessageToSync;
      if (message.kind === "settings") current = message.settings;
      else if (message.kind === "served") keepServed(message.scenes);
      else pictures.receive(message);
    },
    stop: async () => {
      forget?.();
      await (sync === null ? gaps.stop() : sync.stop());
    },
  };
}

/** Of a library that only asks: there is nothing to compare with, but what it asks for is known. */
function gapsWithoutPlex(
  { store, mirror, logger }: TenantPremises,
  {
    settings,
    rules,
    clock,
    data,
  }: {
    readonly settings: () => SyncSettings;
    readonly rules: () => readonly PathRule[];
    readonly clock: Clock;
    readonly data: SyncThreadData;
  },
): Gaps {
  return createGaps({
    db: store.db,
    mirror,
    plex: null,
    queue: null,
    offReason: data.offReason,
    settings: {
      policy: () => settings().policy,
      itemSettings: () => settings().item,
      matchSettings: () => settings().match,
      rules,
      isOurSection: () => false,
    },
    gapSettings: () => settings().gaps,
    clock,
    logger,
    pause,
  });
}
