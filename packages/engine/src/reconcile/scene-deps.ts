import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { PmsClient } from "@stash2plex/shared/pms";

import type { PlexMirror } from "../plex-mirror/plex-mirror.ts";
import type { StashMirror } from "../stash-mirror/stash-mirror.ts";
import type { ListenToPlex } from "./apply/refresh-ends.ts";
import type { WriteMeter } from "./apply/write-meter.ts";
import { createBringPicture, type BringPicture } from "./artwork/bring-picture.ts";
import type { ArtworkSource } from "./artwork-source.ts";
import { createGapRecords, type GapRecords } from "./gap-record.ts";
import { createPushRecords, type PushRecords } from "./push-record.ts";
import type { SyncQueue } from "./queue.ts";
import type { SceneSettings } from "./scene-view.ts";
import { createUploadRecords, type UploadRecords } from "./upload-record.ts";

/** What the reconciler needs of its host. */
export interface ReconcileDeps extends SceneSettings {
  /** Connection for writing; the tables of pushes, uploads and gaps are in it. */
  readonly db: DatabaseSync;
  readonly mirror: Pick<StashMirror, "reader" | "status" | "readScenes" | "follow">;
  readonly plex: Pick<PlexMirror, "reader" | "take">;
  readonly pms: PmsClient;
  readonly queue: Pick<SyncQueue, "add">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where pictures to upload come from; null: none are uploaded. */
  readonly artwork: ArtworkSource | null;
  /** Notifications of Plex, over the one socket that the host keeps open. */
  readonly listen: ListenToPlex;
  readonly meter: WriteMeter;
}

/** The same, with what is made of it once. */
export interface ReconcileParts extends ReconcileDeps {
  readonly pushes: PushRecords;
  readonly uploads: UploadRecords;
  readonly gaps: GapRecords;
  readonly bringPicture: BringPicture;
}

export const createReconcileParts = (deps: ReconcileDeps): ReconcileParts => {
  const { db, pms, clock, artwork } = deps;
  const uploads = createUploadRecords(db);
  return {
    ...deps,
    pushes: createPushRecords(db),
    uploads,
    gaps: createGapRecords(db),
    bringPicture: createBringPicture({ pms, source: artwork, uploads, clock }),
  };
};
