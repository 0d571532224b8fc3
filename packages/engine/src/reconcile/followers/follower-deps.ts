import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import type { PlexMirror } from "../../plex-mirror/plex-mirror.ts";
import type { WritingMirror } from "../../stash-mirror/writing-mirror.ts";
import type { SyncQueue } from "../queue.ts";
import type { SceneSettings } from "../scene-view.ts";

/** What the followers need of their host. */
export interface FollowerDeps {
  /** The connection that the Stash mirror writes with: marks are kept or undone together with its changes. */
  readonly db: DatabaseSync;
  readonly mirror: Pick<WritingMirror, "reader" | "status" | "onStatus" | "onChange">;
  readonly plex: Pick<PlexMirror, "reader" | "onChange" | "onCopied">;
  readonly queue: Pick<SyncQueue, "add">;
  readonly settings: SceneSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Lets others have the thread. */
  readonly pause: () => Promise<void>;
}
