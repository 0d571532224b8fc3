import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { StashId } from "@stash2plex/shared/stash";

import { createListeners } from "../listeners.ts";
import { withStoreErrors } from "../store/damaged-file.ts";
import type { Store } from "../store/open-store.ts";
import { defaultFollowIntervalMs } from "./create-stash-mirror.ts";
import { createMirrorMeta } from "./mirror-meta.ts";
import { createMirrorReader } from "./mirror-reader.ts";
import { defaultFullPassAt, type TimeOfDay } from "./pass-schedule.ts";
import { createSizeKeeper } from "./mirror-size.ts";
import type { MirrorStatus } from "./mirror-status.ts";
import type { LiveRead, StashMirror } from "./stash-mirror.ts";
import { createStatusKeeper, type StatusListener } from "./status-keeper.ts";
import type { TenantLink } from "./thread-tenant.ts";
import { createWorkerLink } from "./worker-link.ts";

export interface MirrorWorkerOptions<StashOptions> {
  /** Opened by the main thread, which brings the file to the present version; read here, written by the worker. */
  readonly store: Store;
  /** The program of the thread: a file that calls `hostMirror`, or the bundle made of it. */
  readonly workerUrl: URL;
  /** How the worker reaches Stash; plain values only. */
  readonly stash: StashOptions;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly followIntervalMs?: number;
  readonly fullPassAt?: TimeOfDay;
  /** Plain values for the tenant of the thread. */
  readonly tenant?: unknown;
}

/** The mirror, and whoever shares its thread. */
export interface StashMirrorThread extends StashMirror {
  readonly tenant: TenantLink;
}

/** What the file says before the worker has said anything. */
const storedStatus = ({ db }: Store): MirrorStatus => {
  const sizes = createSizeKeeper(db);
  return createStatusKeeper({ meta: createMirrorMeta(db), size: () => sizes.size() }).status();
};

/**
 * The Stash mirror with its writer in a worker thread. This thread only reads, on a connection of its own, so that an
 * answer to Plex waits for nothing.
 */
export const startMirrorWorker = <StashOptions>(
  options: MirrorWorkerOptions<StashOptions>,
): StashMirrorThread => {
  const { store, workerUrl, stash, logger, clock } = options;
  const statusListeners = createListeners<Parameters<StatusListener>>();
  const tenantListeners = createListeners<[unknown]>();
  const restartListeners = createListeners<[]>();
  let status = withStoreErrors(store.file, () => storedStatus(store));
  const link = createWorkerLink({
    workerUrl,
    data: {
      file: store.file,
      stash,
      followIntervalMs: options.followIntervalMs ?? defaultFollowIntervalMs,
      fullPassAt: options.fullPassAt ?? defaultFullPassAt,
      tenant: options.tenant,
    },
    logger,
    clock,
    onStatus: (next) => {
      status = next;
      statusListeners.tell(next);
    },
    onTenant: tenantListeners.tell,
    onRestart: restartListeners.tell,
  });
  return {
    reader: createMirrorReader(store.openReader()),
    status: () => status,
    onStatus: statusListeners.add,
    start: () => {
      link.start();
    },
    follow: async (signal) => {
      await link.call({ method: "follow" }, signal);
    },
    // The worker answers each method with the type that the mirror has for it.
    readScenes: async (ids, signal) =>
      (await link.call({ method: "readScenes", ids }, signal)) as ReadonlyMap<StashId, LiveRead>,
    lookUpBaseName: async (baseName, signal) =>
      (await link.call({ method: "lookUpBaseName", baseName }, signal)) as readonly StashId[],
    run: async (job) => {
      await link.call({ method: "run", job });
    },
    acceptNewLibrary: async () => {
      await link.call({ method: "acceptNewLibrary" });
    },
    stop: () => link.stop(),
    tenant: {
      call: (name, args, signal) => link.call({ method: "tenant", name, args }, signal),
      post: (value) => {
        link.postToTenant(value);
      },
      onMessage: tenantListeners.add,
      onRestart: restartListeners.add,
    },
  };
};
