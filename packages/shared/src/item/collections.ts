import type { SceneDetail } from "../stash/records.ts";
import { distinctNames, foldName } from "./clean-text.ts";
import type { CollectionSource, ItemSettings } from "./item-settings.ts";
import { ratingOf } from "./ratings.ts";

/** The order in which collections are listed. */
const SOURCES: readonly CollectionSource[] = [
  "studio",
  "parentStudio",
  "group",
  "tag",
  "performer",
  "organized",
  "rating",
];

function starsOf(rating100: number | null): string[] {
  const rating = ratingOf(rating100);
  const stars = rating === null ? 0 : Math.round(rating / 2);
  if (stars === 0) return [];
  return [stars === 1 ? "1 Star" : `${stars} Stars`];
}

function namesFrom(
  source: CollectionSource,
  detail: SceneDetail,
  settings: ItemSettings,
): string[] {
  const studios = detail.studios.map((studio) => studio.name);
  switch (source) {
    case "studio":
      return studios.slice(0, 1);
    case "parentStudio":
      return studios.slice(1);
    case "group":
      return detail.groups.map(({ group }) => group.name);
    case "tag": {
      const chosen = new Set(settings.collectionTags.map(foldName));
      return detail.tags.map((tag) => tag.name).filter((name) => chosen.has(foldName(name)));
    }
    case "performer":
      return detail.performers.map((performer) => performer.name);
    case "organized":
      return detail.scene.organized ? ["Organized"] : [];
    case "rating":
      return starsOf(detail.scene.rating100);
  }
}

/**
 * Names of the collections a scene belongs to: of every source that is switched on, with that source's prefix. Plex
 * makes and extends collections by name (docs/reference/plex-contract.md, fact 24).
 */
export function collectionsOf(detail: SceneDetail, settings: ItemSettings): string[] {
  const names = SOURCES.flatMap((source) => {
    const { enabled, prefix } = settings.collections[source];
    if (!enabled) return [];
    return distinctNames(namesFrom(source, detail, settings)).map((name) => prefix + name);
  });
  return distinctNames(names);
}
