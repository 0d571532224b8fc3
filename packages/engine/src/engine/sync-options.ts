import type { Clock } from "@stash2plex/shared/clock";
import type { ItemSettings, PictureRef } from "@stash2plex/shared/item";
import type { Logger } from "@stash2plex/shared/log";
import type { PmsClient } from "@stash2plex/shared/pms";
import type { StashApi } from "@stash2plex/shared/stash";

import type { GapSettings } from "../gaps/index.ts";
import type { MatchSettings } from "../matching/match-settings.ts";
import type { ArtworkSource, SyncPolicy } from "../reconcile/index.ts";
import type { WritingMirror } from "../stash-mirror/index.ts";
import type { Store } from "../store/open-store.ts";

/** Settings of the work on Plex: plain values, so that they can go to another thread; taken over while running. */
export interface SyncSettings {
  readonly policy: SyncPolicy;
  readonly item: ItemSettings;
  readonly match: MatchSettings;
  /** Path rules as they were written. */
  readonly pathRules: readonly Readonly<Record<string, unknown>>[];
  /** Titles or keys of sections; none: those whose agent is ours. */
  readonly sections: readonly string[];
  readonly maxEditsPerSecond: number;
  /** How often a passing fault is tried in all. */
  readonly retries: number;
  readonly deadLetterDays: number;
  readonly gaps: GapSettings;
}

export interface SyncOptions {
  /** Its writing connection is used: this thread is the one that writes. */
  readonly store: Store;
  readonly mirror: WritingMirror;
  readonly api: Pick<StashApi, "listen">;
  readonly pms: PmsClient;
  readonly artwork: ArtworkSource | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly settings: () => SyncSettings;
  /** Tells the leases of this process from those of others. */
  readonly workerId: string;
  /** Path of the lock that makes one process the worker. */
  readonly lockFile: string;
  /** Whether Stash's log is listened to. */
  readonly doorbell: boolean;
  /** Why nothing may be written to Plex, as a sentence; then it is only copied. @default null */
  readonly offReason?: string | null;
  readonly plexFollowIntervalMs?: number;
  /** Address of a picture that PMS can fetch; null: none is given. */
  readonly pictureUrl: ((picture: PictureRef) => string) | null;
}
