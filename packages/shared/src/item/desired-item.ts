import type { StashId } from "../stash/records.ts";
import type { PlexImageType } from "../plex/metadata.ts";

/** Which picture of Stash, and what is made of it. Part of the image route: `/images/<kind>/<id>/<version>.jpg`. */
export type PictureKind =
  | "scene-poster"
  | "scene-background"
  | "scene-snapshot"
  | "performer"
  | "studio-logo"
  | "group-poster";

/** A picture by reference; only rendering turns it into an address, so that a digest never depends on a host. */
export interface PictureRef {
  readonly kind: PictureKind;
  /** Id of the scene, performer, studio or group. */
  readonly id: StashId;
  /** Version of the source picture; letters, digits, `_` and `-` only. */
  readonly version: string;
}

export interface DesiredImage {
  readonly type: PlexImageType;
  readonly picture: PictureRef;
}

export interface DesiredRole {
  readonly name: string;
  readonly role?: string;
  readonly picture?: PictureRef;
}

/** What Plex should show for a scene: a pure function of the scene and the settings (DESIGN: "desired item"). */
export interface DesiredItem {
  readonly sceneId: StashId;
  readonly ratingKey: string;
  readonly guid: string;
  readonly title: string;
  readonly originalTitle?: string;
  readonly titleSort?: string;
  /** `YYYY-MM-DD`. */
  readonly originallyAvailableAt?: string;
  readonly year?: number;
  readonly summary?: string;
  readonly tagline?: string;
  readonly studio?: string;
  readonly contentRating?: string;
  readonly isAdult: boolean;
  /** Milliseconds, integer. */
  readonly duration?: number;
  readonly studios: readonly string[];
  readonly genres: readonly string[];
  readonly collections: readonly string[];
  readonly roles: readonly DesiredRole[];
  readonly directors: readonly string[];
  /** External ids such as `stashdb://<uuid>`. */
  readonly externalIds: readonly string[];
  readonly images: readonly DesiredImage[];
  /** 0-10 with one decimal; only with `RATING=audience`. */
  readonly audienceRating?: number;
  /** 0-10 with one decimal; only with `RATING=user`, pushed by the reconciler. */
  readonly userRating?: number;
}

/** What a match result shows of a desired item; of its pictures at least the poster. */
export type MatchItem = Pick<
  DesiredItem,
  | "ratingKey"
  | "guid"
  | "title"
  | "originallyAvailableAt"
  | "year"
  | "summary"
  | "isAdult"
  | "images"
>;
