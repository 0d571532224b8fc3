/**
 * What we keep of Stash objects: plain values, related objects by id only. This is the shape in which the client
 * hands scenes to the mirror; Stash's own nullable strings and URLs are already cleaned (docs/reference/stash.md,
 * facts 19, 24, 25).
 */

/** Stash's numeric ids (autoincrement, never used again: docs/reference/stash.md, 2.7). */
export type StashId = number;

/** One file of a scene. The first file of a scene is its primary file. */
export interface SceneFile {
  readonly id: StashId;
  /** Absolute path as Stash spells it: no normalisation, either separator. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Seconds, with fractions; 0 when Stash could not tell. */
  readonly duration: number;
  /** 16 lower-case hex digits, or null. */
  readonly oshash: string | null;
  /** Perceptual hash, hex without leading zeros, or null. */
  readonly phash: string | null;
}

/** One stash-box identity of a scene. */
export interface StashBoxId {
  /** GraphQL endpoint of the stash-box, such as `https://stashdb.org/graphql`. */
  readonly endpoint: string;
  readonly stashId: string;
}

export interface SceneGroupLink {
  readonly groupId: StashId;
  /** Position of the scene in the group, or null. */
  readonly sceneIndex: number | null;
}

/** A scene with its files; performers, tags, studio and groups by id. */
export interface SceneRecord {
  readonly id: StashId;
  /** The very text Stash returned: it is also the cursor of later polls (docs/reference/stash.md, fact 5). */
  readonly updatedAt: string;
  readonly createdAt: string;
  /** "" when unset. */
  readonly title: string;
  readonly code: string;
  readonly details: string;
  readonly director: string;
  /** `2024`, `2024-05` or `2024-05-31`; null when unset (docs/reference/stash.md, fact 20). */
  readonly date: string | null;
  /** As stored, not clamped; null when unrated. */
  readonly rating100: number | null;
  readonly organized: boolean;
  /** The `t` of the cover's URL: moves with the scene. "0" when the URL had none. */
  readonly coverVersion: string;
  readonly urls: readonly string[];
  readonly files: readonly SceneFile[];
  readonly studioId: StashId | null;
  readonly performerIds: readonly StashId[];
  readonly tagIds: readonly StashId[];
  readonly groups: readonly SceneGroupLink[];
  readonly stashIds: readonly StashBoxId[];
}

export interface PerformerRecord {
  readonly id: StashId;
  readonly updatedAt: string;
  readonly name: string;
  /** "" when unset; names are unique only together with it. */
  readonly disambiguation: string;
  readonly gender: string | null;
  readonly tagIds: readonly StashId[];
  /** The `t` of the image URL; null when Stash would send a placeholder. */
  readonly imageVersion: string | null;
}

export interface TagRecord {
  readonly id: StashId;
  readonly updatedAt: string;
  readonly name: string;
  /** Stash allows several parents (a DAG). */
  readonly parentIds: readonly StashId[];
}

export interface StudioRecord {
  readonly id: StashId;
  readonly updatedAt: string;
  readonly name: string;
  readonly parentId: StashId | null;
  readonly imageVersion: string | null;
}

/** A group; before Stash v0.27 a movie. */
export interface GroupRecord {
  readonly id: StashId;
  readonly updatedAt: string;
  readonly name: string;
  readonly frontImageVersion: string | null;
}

/** The kinds of objects around scenes that the mirror keeps. */
export type RelatedKind = "performer" | "tag" | "studio" | "group";

export interface RelatedRecords {
  readonly performer: PerformerRecord;
  readonly tag: TagRecord;
  readonly studio: StudioRecord;
  readonly group: GroupRecord;
}

/** A scene with everything a Plex item needs, related objects resolved. */
export interface SceneDetail {
  readonly scene: SceneRecord;
  /** In Stash's order (by name). */
  readonly performers: readonly PerformerRecord[];
  /** In Stash's order (natural order of sort name). */
  readonly tags: readonly SceneTag[];
  /** Tags of the performers, in their order; only needed where the settings make them genres. */
  readonly performerTags?: readonly SceneTag[];
  /** The scene's studio first, then its parents up the chain. Empty when it has none. */
  readonly studios: readonly StudioRecord[];
  readonly groups: readonly SceneGroup[];
}

/** A tag with the ids of all its ancestors, so that whole branches can be chosen or left out. */
export interface SceneTag extends TagRecord {
  readonly ancestorIds: readonly StashId[];
  /** Names of the ancestors, in the order of `ancestorIds`. */
  readonly ancestorNames: readonly string[];
}

export interface SceneGroup {
  readonly group: GroupRecord;
  readonly sceneIndex: number | null;
}
