import { providerIdentifier } from "@stash2plex/shared/plex";
import type { CollectionRule, CollectionSource, ItemSettings } from "@stash2plex/shared/item";

import { collectionSources } from "./catalogue/item.ts";
import type { Settings } from "./settings.ts";

function collectionRules(settings: Settings): Record<CollectionSource, CollectionRule> {
  const rule = (source: CollectionSource): CollectionRule => ({
    enabled: settings.collections.includes(source),
    prefix: settings.collectionPrefixes[source] ?? "",
  });
  const rules = collectionSources.map((source) => [source, rule(source)] as const);
  return Object.fromEntries(rules) as Record<CollectionSource, CollectionRule>;
}

/** The part of the settings that decides what an item looks like. */
export function itemSettingsOf(settings: Settings): ItemSettings {
  return {
    identifier: providerIdentifier(settings.providerIdSuffix ?? ""),
    titleTemplate: settings.titleTemplate,
    originalTitle: settings.originalTitle,
    titleSort: settings.titleSort,
    tagline: settings.tagline,
    contentRating: settings.contentRating,
    rating: settings.rating,
    genres: {
      enabled: settings.genres,
      ignore: settings.genreIgnore,
      excludeParents: settings.genreExcludeParents,
      onlyChildrenOf: settings.genreOnlyChildrenOf,
      max: settings.genreMax,
      performerTags: settings.genrePerformerTags,
    },
    collections: collectionRules(settings),
    collectionTags: settings.collectionTags,
    roles: {
      enabled: settings.roles,
      disambiguation: settings.roleDisambiguation,
      text: settings.roleText,
      thumbs: settings.roleThumbs,
    },
    groupPoster: settings.groupPoster,
    studioLogo: settings.studioLogo,
  };
}
