/** What the fake Stash knows. Plain values that edits replace; times are texts as Stash would return them. */

export interface ModelFile {
  readonly id: number;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Seconds. */
  readonly duration: number;
  readonly oshash: string | null;
  /** Hex without leading zeros; null where Stash could make none. */
  readonly phash: string | null;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly videoCodec: string;
  /** "" when the file is silent. */
  readonly audioCodec: string;
  readonly frameRate: number;
  /** Bits per second. */
  readonly bitRate: number;
  readonly modTime: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ModelMarker {
  readonly id: number;
  readonly title: string;
  readonly seconds: number;
  readonly endSeconds: number | null;
  readonly primaryTagId: number;
  readonly tagIds: readonly number[];
  readonly updatedAt: string;
}

export interface ModelStashId {
  readonly endpoint: string;
  readonly stashId: string;
  readonly updatedAt: string;
}

export interface ModelGroupLink {
  readonly groupId: number;
  readonly sceneIndex: number | null;
}

/** The fields of a scene that a user types in. */
export interface SceneFields {
  readonly title: string;
  readonly code: string;
  readonly details: string;
  readonly director: string;
  /** A day, a month (`2024-05`) or a year (`2024`). */
  readonly date: string | null;
  readonly rating100: number | null;
  readonly organized: boolean;
  readonly urls: readonly string[];
  readonly studioId: number | null;
  readonly performerIds: readonly number[];
  readonly tagIds: readonly number[];
  readonly groups: readonly ModelGroupLink[];
  readonly stashIds: readonly ModelStashId[];
}

export interface ModelScene extends SceneFields {
  readonly id: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The primary file first. */
  readonly files: readonly ModelFile[];
  readonly markers: readonly ModelMarker[];
  /** Which picture is the cover: 0 is none, every other number another picture. */
  readonly cover: number;
  readonly playCount: number;
  readonly oCounter: number;
  /** Seconds. */
  readonly resumeTime: number;
}

interface RelatedObject {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Which picture it has: 0 is none. */
  readonly image: number;
}

export interface ModelPerformer extends RelatedObject {
  readonly disambiguation: string;
  readonly gender: string | null;
  readonly aliases: readonly string[];
  readonly country: string;
  readonly birthdate: string | null;
  readonly details: string;
  readonly favorite: boolean;
  readonly rating100: number | null;
  readonly tagIds: readonly number[];
  readonly customFields: Readonly<Record<string, unknown>>;
}

export interface ModelTag extends RelatedObject {
  readonly sortName: string;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly favorite: boolean;
  readonly parentIds: readonly number[];
}

export interface ModelStudio extends RelatedObject {
  readonly parentId: number | null;
  readonly details: string;
  readonly aliases: readonly string[];
  readonly urls: readonly string[];
  readonly favorite: boolean;
  readonly rating100: number | null;
  readonly tagIds: readonly number[];
}

export interface ModelGroup extends RelatedObject {
  readonly aliases: string;
  /** Seconds. */
  readonly duration: number | null;
  readonly date: string | null;
  readonly rating100: number | null;
  readonly director: string;
  readonly synopsis: string;
  readonly urls: readonly string[];
  readonly studioId: number | null;
  readonly tagIds: readonly number[];
  /** Which picture is on the back: 0 is none. */
  readonly backImage: number;
}

export interface RelatedModels {
  readonly performer: ModelPerformer;
  readonly tag: ModelTag;
  readonly studio: ModelStudio;
  readonly group: ModelGroup;
}

export type RelatedKind = keyof RelatedModels;
