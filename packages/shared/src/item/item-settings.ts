/** How a scene becomes a desired item (DESIGN section 7). Everything has a default. */

export type CollectionSource =
  "studio" | "parentStudio" | "group" | "tag" | "performer" | "organized" | "rating";

export interface CollectionRule {
  readonly enabled: boolean;
  /** Put before the name, such as `Studio: `; default none. */
  readonly prefix: string;
}

export interface ItemSettings {
  /** Identifier of the provider, the scheme of guids. */
  readonly identifier: string;
  /** Placeholders: {title} {date} {studio} {performers} {code}. */
  readonly titleTemplate: string;
  readonly originalTitle: "none" | "code";
  /** `none`, or a template like `titleTemplate`. */
  readonly titleSort: string;
  readonly tagline: "none" | "code" | "studio";
  /** "" leaves the field out. */
  readonly contentRating: string;
  readonly rating: "off" | "audience" | "user";
  readonly genres: {
    readonly enabled: boolean;
    /** Names of tags to leave out, compared without case. */
    readonly ignore: readonly string[];
    /** Tags below (or equal to) one of these are left out. */
    readonly excludeParents: readonly string[];
    /** When not empty: only tags below one of these. */
    readonly onlyChildrenOf: readonly string[];
    /** 0: no limit. */
    readonly max: number;
    /** Tags of the performers are added behind the scene's own. */
    readonly performerTags: boolean;
  };
  readonly collections: Readonly<Record<CollectionSource, CollectionRule>>;
  /** Names of the tags that become collections when `collections.tag` is on. */
  readonly collectionTags: readonly string[];
  readonly roles: {
    readonly enabled: boolean;
    readonly disambiguation: boolean;
    /** Text under the name: nothing, or the gender. */
    readonly text: "none" | "gender";
    readonly thumbs: boolean;
  };
  /** Put a picture of the first group in place of the scene's cover. */
  readonly groupPoster: boolean;
  /** Offer the studio's image as clearLogo. */
  readonly studioLogo: boolean;
}
