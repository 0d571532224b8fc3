import type { Clock } from "@stash2plex/shared/clock";
import type { PictureRef } from "@stash2plex/shared/item";
import type { Logger } from "@stash2plex/shared/log";
import type { PmsClient } from "@stash2plex/shared/pms";

import type { ServedScene } from "../reconcile/index.ts";
import type { TenantPremises, ThreadTenant } from "../stash-mirror/index.ts";
import { askForPictures } from "./ask-for-pictures.ts";
import { createSync } from "./create-sync.ts";
import type { SyncService } from "./engine.ts";
import type {
  MessageFromSync,
  MessageToSync,
  PlexConnection,
  SyncThreadData,
} from "./sync-messages.ts";
import { isSyncMethod, type SyncMethod } from "./sync-methods.ts";

export interface SyncTenantParts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly connect: (connection: PlexConnection, logger: Logger) => PmsClient;
  /** Address of a picture below the base; null: pictures have no address. */
  readonly pictureUrl: (base: string) => (picture: PictureRef) => string;
}

/** A burst of changes is told once. */
const statusEveryMs = 250;

const callMethod = (
  service: SyncService,
  method: SyncMethod,
  args: readonly unknown[],
): Promise<unknown> => {
  // The other thread runs the same program, and calls through the type of the service.
  const call = service[method].bind(service) as (...given: readonly unknown[]) => Promise<unknown>;
  return call(...args);
};

/** The work on Plex in the thread of the Stash mirror. */
export function openSyncTenant(premises: TenantPremises, parts: SyncTenantParts): ThreadTenant {
  const data = premises.data as SyncThreadData;
  const { store, mirror, api, logger } = premises;
  const post = (message: MessageFromSync): void => {
    premises.post(message);
  };
  let { settings } = data;
  const pictures = askForPictures(data.pipeline, post);
  const sync = createSync({
    store,
    mirror,
    api,
    pms: parts.connect(data.plex, logger),
    artwork: pictures,
    clock: parts.clock,
    logger,
    random: parts.random,
    settings: () => settings,
    workerId: data.workerId,
    lockFile: data.lockFile,
    doorbell: data.doorbell,
    plexFollowIntervalMs: data.plexFollowIntervalMs,
    pictureUrl: data.pictureBase === null ? null : parts.pictureUrl(data.pictureBase),
  });
  let telling = false;
  const tellStatus = (): void => {
    if (telling) return;
    telling = true;
    parts.clock.setTimeout(() => {
      telling = false;
      void sync.service.status().then((status) => {
        post({ kind: "status", status });
      });
    }, statusEveryMs);
  };
  const forget = sync.onStatus(tellStatus);
  const keepServed = (scenes: readonly ServedScene[]): void => {
    try {
      sync.served.put(scenes);
    } catch (error) {
      // It only spares work.
      logger.warn("What Plex was answered could not be written down", { error });
    }
  };
  return {
    start: () => {
      sync.start();
      sync.work();
      tellStatus();
    },
    call: (name, args) => {
      if (isSyncMethod(name)) return callMethod(sync.service, name, args);
      return Promise.reject(new Error(`The work on Plex knows no ${name}.`));
    },
    receive: (value) => {
      const message = value as MessageToSync;
      if (message.kind === "settings") ({ settings } = message);
      else if (message.kind === "served") keepServed(message.scenes);
      else pictures.receive(message);
    },
    stop: async () => {
      forget();
      await sync.stop();
    },
  };
}
