import type { SceneDetail, SceneTag } from "../stash/records.ts";
import { distinctNames, foldName } from "./clean-text.ts";
import type { ItemSettings } from "./item-settings.ts";

function foldedSet(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map(foldName).filter((name) => name !== ""));
}

/** Decides which tags are shown; the sets are folded once, not once a tag. */
function tagFilter(settings: ItemSettings["genres"]): (tag: SceneTag) => boolean {
  const ignored = foldedSet(settings.ignore);
  const excluded = foldedSet(settings.excludeParents);
  const wanted = foldedSet(settings.onlyChildrenOf);
  return (tag) => {
    const name = foldName(tag.name);
    if (ignored.has(name) || excluded.has(name)) return false;
    if (excluded.size === 0 && wanted.size === 0) return true;
    const ancestors = tag.ancestorNames.map(foldName);
    if (ancestors.some((ancestor) => excluded.has(ancestor))) return false;
    return wanted.size === 0 || ancestors.some((ancestor) => wanted.has(ancestor));
  };
}

/**
 * Genres from tags, in Stash's order: the scene's own, then (by setting) those of its performers; ignored names and
 * branches left out, cut to `max` last.
 */
export function genresOf(detail: SceneDetail, { genres }: ItemSettings): string[] {
  if (!genres.enabled) return [];
  const tags = genres.performerTags
    ? [...detail.tags, ...(detail.performerTags ?? [])]
    : detail.tags;
  const names = distinctNames(tags.filter(tagFilter(genres)).map((tag) => tag.name));
  return genres.max > 0 ? names.slice(0, genres.max) : names;
}
