import { PROVIDER_IDENTIFIER } from "../plex/identifiers.ts";
import type { ItemSettings } from "./item-settings.ts";

const off = { enabled: false, prefix: "" } as const;
const on = { enabled: true, prefix: "" } as const;

/** What a new installation does (DESIGN, section 7). */
export const defaultItemSettings: ItemSettings = {
  identifier: PROVIDER_IDENTIFIER,
  titleTemplate: "{title}",
  originalTitle: "none",
  titleSort: "none",
  tagline: "none",
  contentRating: "XXX",
  rating: "off",
  genres: {
    enabled: true,
    ignore: [],
    excludeParents: [],
    onlyChildrenOf: [],
    max: 0,
    performerTags: false,
  },
  collections: {
    studio: on,
    parentStudio: off,
    group: on,
    tag: off,
    performer: off,
    organized: off,
    rating: off,
  },
  collectionTags: [],
  roles: { enabled: true, disambiguation: true, text: "none", thumbs: true },
  groupPoster: false,
  studioLogo: false,
};
