import type { PictureOwner, SceneDetail, StashId } from "@stash2plex/shared/stash";

import type { SceneIndex } from "../matching/scene-index.ts";
import type { MirrorStatus } from "./mirror-status.ts";

/** Read side: synchronous, on a connection of its own, never waits for a writer. */
export interface MirrorReader {
  readonly index: SceneIndex;
  /** The scene with everything a Plex item needs, or null when the mirror does not know it. */
  detail(id: StashId): SceneDetail | null;
  /**
   * The same, but each part is looked up when it is read: for who reads little of it, at once. A match result shows
   * four columns of a scene.
   */
  outline(id: StashId): SceneDetail | null;
  /** The version of a picture as Stash gave it; null when there is no picture or the mirror does not know its owner. */
  pictureVersion(owner: PictureOwner, id: StashId): string | null;
  /** Ids of scenes, ascending, above `afterId`. */
  sceneIds(afterId: StashId, limit: number): readonly StashId[];
  /** Some paths spread over the library, for the validation of path rules and for people. */
  samplePaths(count: number): readonly string[];
  /** Runs several look-ups on one state of the mirror; cheaper, too, than a transaction for each of them. */
  atOnce<T>(work: () => T): T;
  /** Differs from before as soon as the file was written to: what was made from the mirror earlier may be outdated. */
  dataVersion(): number;
}

export type MirrorJob = "follow" | "id-pass" | "full-pass";

/** What became of a scene that was read live. */
export type LiveRead = "present" | "gone";

/**
 * The mirror as the rest of the program sees it, whether it runs in this thread or in a worker. The asynchronous
 * calls reject with a `StashError` when Stash did not answer.
 */
export interface StashMirror {
  readonly reader: MirrorReader;
  status(): MirrorStatus;
  onStatus(listener: (status: MirrorStatus) => void): () => void;
  /** Opens follow loops and subscriptions; returns at once. */
  start(): void;
  /** Joins or starts one shared follow that begins after this call; resolves when it has succeeded. */
  follow(signal?: AbortSignal): Promise<void>;
  /** Reads these scenes live, batched with other callers, into the mirror. */
  readScenes(
    ids: readonly StashId[],
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<StashId, LiveRead>>;
  /** Rate-limited look-up of a base name in Stash, stored into the mirror; resolves with the scenes found. */
  lookUpBaseName(baseName: string, signal?: AbortSignal): Promise<readonly StashId[]>;
  /** Runs a job now; joins it when it already runs. */
  run(job: MirrorJob): Promise<void>;
  /** Answers the question of the identity guard: the library really changed, start over. */
  acceptNewLibrary(): Promise<void>;
  stop(): Promise<void>;
}
