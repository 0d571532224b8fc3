import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import type { PlexMirror } from "../plex-mirror/plex-mirror.ts";
import type { SyncQueue } from "../reconcile/queue.ts";
import type { SceneSettings } from "../reconcile/scene-view.ts";
import type { WritingMirror } from "../stash-mirror/index.ts";
import type { GapSettings } from "./gap.ts";

/** What the gaps need of their host. */
export interface GapDeps {
  /** The connection that both mirrors are written with. */
  readonly db: DatabaseSync;
  readonly mirror: Pick<
    WritingMirror,
    "reader" | "status" | "onStatus" | "onChange" | "follow" | "run"
  >;
  /** Null: Plex is not known, it only asks. */
  readonly plex: Pick<PlexMirror, "reader" | "status" | "fullPass" | "onChange"> | null;
  /** Where repairs go; null: nothing may be written to Plex, for this reason. */
  readonly queue: Pick<SyncQueue, "add"> | null;
  /** Why Plex is not known or not written to, as a sentence with the remedy. */
  readonly offReason: string | null;
  readonly settings: Omit<SceneSettings, "pictureUrl">;
  readonly gapSettings: () => GapSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Lets others have the thread. */
  readonly pause: () => Promise<void>;
}
