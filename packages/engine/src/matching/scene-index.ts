import type { StashId } from "@stash2plex/shared/stash";

/** One scene file as the ladder sees it. */
export interface IndexedFile {
  readonly sceneId: StashId;
  /** Absolute path as Stash spells it. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Seconds. */
  readonly duration: number;
}

/** What the ladder asks for filters, titles and explanations. */
export interface IndexedScene {
  readonly id: StashId;
  readonly title: string;
  readonly date: string | null;
  readonly organized: boolean;
  readonly hasStashId: boolean;
  readonly studioName: string | null;
  /** The scene's studio and its parents. */
  readonly studioIds: readonly StashId[];
  /** Names of the scene's tags. */
  readonly tagNames: readonly string[];
  /** Names of the studio and its parents. */
  readonly studioNames: readonly string[];
  /** Path of the primary file, or null. */
  readonly primaryPath: string | null;
}

/**
 * Look-ups of the matching ladder. Implemented over the Stash mirror; all synchronous and indexed (under 0.1 ms).
 * "Folded" is `foldPath` of `@stash2plex/shared/paths`: NFC, forward slashes, lower case.
 */
export interface SceneIndex {
  /** False while the mirror is frozen by the identity guard: the guid rung is refused then. */
  readonly guidsTrusted: boolean;
  scene(id: StashId): IndexedScene | null;
  filesOfScene(id: StashId): readonly IndexedFile[];
  filesByOshash(oshash: string): readonly IndexedFile[];
  /**
   * Files whose folded path ends with these folded segments (last one is the base name), at a segment border.
   * At most `limit` files, so that `Opening.mp4` of a huge library stays cheap.
   */
  filesBySuffix(foldedSegments: readonly string[], limit: number): readonly IndexedFile[];
  /** Files whose folded whole path equals this. */
  filesByFoldedPath(foldedPath: string): readonly IndexedFile[];
  /** Files whose stem key (see stem.ts) equals this. */
  filesByStem(stemKey: string, limit: number): readonly IndexedFile[];
  /** Scenes whose title key (sorted tokens) equals this. */
  scenesByTitleKey(titleKey: string, limit: number): readonly StashId[];
  /** Full-text search over titles and base names, best first. */
  searchTitles(tokens: readonly string[], limit: number): readonly StashId[];
  /** Scenes that carry this stash-box UUID. */
  scenesByStashBoxId(uuid: string): readonly StashId[];
  /** Library folders of Stash, folded, without trailing slash. */
  libraryFolders(): readonly string[];
}
