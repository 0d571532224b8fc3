import type { StashEvent } from "../events/stash-event.ts";
import type { RelatedKind, RelatedRecords, SceneFile, SceneRecord, StashId } from "./records.ts";
import type { StashVersion } from "./version.ts";

export interface CallOptions {
  /** Ends the call; the client adds its own deadline (10 s) beside it. */
  readonly signal?: AbortSignal;
}

/** Keyset page: scenes with an id above `afterId`, ascending, at most `limit`. A short page is the last one. */
export interface KeysetPage extends CallOptions {
  readonly afterId: StashId;
  readonly limit: number;
}

/** Offset page, 1-based, sorted so that paging is stable. */
export interface OffsetPage extends CallOptions {
  readonly page: number;
  readonly perPage: number;
}

export interface SceneStamp {
  readonly id: StashId;
  readonly updatedAt: string;
}

export interface ScenePaths extends SceneStamp {
  readonly files: readonly SceneFile[];
}

export interface ChangedSince extends OffsetPage {
  /** A returned `updatedAt` cut to 19 characters, at least a second back (docs/reference/stash.md, 2.6). */
  readonly cursor: string;
}

export interface StashCounts {
  readonly scenes: number;
  readonly performers: number;
  readonly tags: number;
  readonly studios: number;
  readonly groups: number;
}

export interface StashJob {
  readonly id: string;
  readonly status: string;
  readonly description: string;
  /** 0..1, or null while unknown. */
  readonly progress: number | null;
}

export type StashTrigger =
  /** A scan or a clean ended. */
  | { readonly kind: "scan-complete" }
  /** A job left the queue. */
  | { readonly kind: "job-ended"; readonly description: string }
  /** The socket is open (again): whatever happened before may have been missed. */
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected"; readonly reason: string };

export interface TriggerSubscription {
  close(): void;
}

export type DoorbellSignal =
  /** Hints that these changed, one for each type and id. They may be forged, doubled or out of order. */
  | { readonly kind: "rung"; readonly events: readonly StashEvent[] }
  /** Lines are heard (again): whatever rang before may have been missed, so catch up. */
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected"; readonly reason: string };

export interface DoorbellSubscription extends TriggerSubscription {
  /** Hangs up: our own passes would flood it with their statements (docs/reference/stash.md, fact 34). */
  pause(): void;
  /** Listens again; `connected` follows. */
  resume(): void;
}

/**
 * Everything we ask of Stash. All calls reject with a `StashError` (see errors.ts) and nothing else; an absent thing
 * is a value, never an error.
 */
export interface StashApi {
  version(options?: CallOptions): Promise<StashVersion>;
  counts(options?: CallOptions): Promise<StashCounts>;
  /** Absolute library folders as Stash spells them. */
  libraryFolders(options?: CallOptions): Promise<readonly string[]>;
  pluginSettings(
    pluginId: string,
    options?: CallOptions,
  ): Promise<Readonly<Record<string, unknown>>>;
  jobs(options?: CallOptions): Promise<readonly StashJob[]>;

  scenePage(page: KeysetPage): Promise<readonly SceneRecord[]>;
  /** `id updated_at` only: 3 s per 100,000 scenes in pages of 5,000 (costs of a real server). */
  sceneStampPage(page: KeysetPage): Promise<readonly SceneStamp[]>;
  /** With paths and hashes. */
  scenePathPage(page: KeysetPage): Promise<readonly ScenePaths[]>;
  scenesChangedSince(query: ChangedSince): Promise<readonly SceneRecord[]>;
  /**
   * Reads scenes by id, in batches of about 40, tolerant of missing ids. A scene that Stash answered as null *without
   * errors beside it* is mapped to null (confirmed gone); ids that could not be read reject the whole call.
   */
  scenesByIds(
    ids: readonly StashId[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<StashId, SceneRecord | null>>;

  relatedPage<K extends RelatedKind>(
    kind: K,
    page: OffsetPage,
  ): Promise<readonly RelatedRecords[K][]>;
  relatedChangedSince<K extends RelatedKind>(
    kind: K,
    query: ChangedSince,
  ): Promise<readonly RelatedRecords[K][]>;
  relatedStampPage(kind: RelatedKind, page: OffsetPage): Promise<readonly SceneStamp[]>;

  /** Scenes that have a file with exactly this path (compared in code, NFC-folded). */
  scenesByPath(path: string, options?: CallOptions): Promise<readonly SceneRecord[]>;
  /** Scenes that have a file with exactly this base name (compared in code, NFC-folded). */
  scenesByBaseName(baseName: string, options?: CallOptions): Promise<readonly SceneRecord[]>;
  sceneByOshash(oshash: string, options?: CallOptions): Promise<SceneRecord | null>;

  /** Opens the web socket and keeps it open with back-off until closed; `onTrigger` never throws into the client. */
  subscribe(onTrigger: (trigger: StashTrigger) => void): TriggerSubscription;
  /** Hears the plugin's lines in Stash's log, over a web socket of its own; `onSignal` never throws into the client. */
  listen(onSignal: (signal: DoorbellSignal) => void): DoorbellSubscription;
  /** Ends all connections. */
  close(): Promise<void>;
}
