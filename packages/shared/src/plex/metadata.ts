/** Shapes of what the provider answers to PMS (docs/reference/plex-contract.md, sections 2-6). */

export interface Tagged {
  readonly tag: string;
}

export interface PlexRole extends Tagged {
  readonly role?: string;
  readonly thumb?: string;
  readonly order?: number;
}

export type PlexImageType =
  "background" | "backgroundSquare" | "clearLogo" | "coverPoster" | "snapshot";

export interface PlexImage {
  readonly type: PlexImageType;
  readonly url: string;
  readonly alt?: string;
}

export interface PlexRating {
  readonly image: string;
  readonly type: "audience" | "critic";
  /** 0-10. */
  readonly value: number;
}

export interface PlexMetadata {
  readonly ratingKey: string;
  readonly key: string;
  readonly guid: string;
  readonly type: "movie";
  readonly title: string;
  readonly originalTitle?: string;
  readonly titleSort?: string;
  readonly originallyAvailableAt?: string;
  readonly year?: number;
  readonly summary?: string;
  readonly tagline?: string;
  readonly studio?: string;
  readonly contentRating?: string;
  readonly isAdult?: boolean;
  /** Milliseconds, integer. */
  readonly duration?: number;
  readonly thumb?: string;
  readonly art?: string;
  readonly score?: number;
  readonly Image?: readonly PlexImage[];
  readonly Genre?: readonly Tagged[];
  readonly Guid?: readonly { readonly id: string }[];
  readonly Collection?: readonly Tagged[];
  readonly Role?: readonly PlexRole[];
  readonly Director?: readonly Tagged[];
  readonly Studio?: readonly Tagged[];
  readonly Rating?: readonly PlexRating[];
}

export interface MediaContainer<Extra extends object = object> {
  readonly MediaContainer: {
    readonly offset: number;
    readonly totalSize: number;
    readonly size: number;
    readonly identifier: string;
  } & Extra;
}
