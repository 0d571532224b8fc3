import { parentPort, workerData } from "node:worker_threads";

import { openSyncTenant } from "@stash2plex/engine/engine";
import {
  hostMirror,
  type MirrorWorkerData,
  type TenantPremises,
  type ThreadTenant,
} from "@stash2plex/engine/stash-mirror";
import { systemClock } from "@stash2plex/shared/clock";

import { picturePath } from "./picture-url.ts";
import { connectToPlex } from "./plex-connection.ts";
import type { TenantData } from "./serving/sync-thread.ts";
import { connectToStash, type StashConnection } from "./stash-connection.ts";

if (parentPort === null) throw new Error("This program runs in a worker thread.");

const data = workerData as MirrorWorkerData<StashConnection> & { readonly tenant: TenantData };

const openTenant = (premises: TenantPremises, { pictureKey }: TenantData): ThreadTenant =>
  openSyncTenant(premises, {
    clock: systemClock,
    random: Math.random,
    connect: connectToPlex,
    pictureUrl: (base) => (picture) => base + picturePath(picture, pictureKey),
  });

hostMirror(parentPort, data, connectToStash, (premises) => openTenant(premises, data.tenant));
