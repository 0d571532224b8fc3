import type { PlexImage, PlexMetadata, PlexRating, PlexRole } from "../plex/metadata.ts";
import type { DesiredItem, DesiredRole, MatchItem, PictureRef } from "./desired-item.ts";

/** Turns a picture into an absolute address under which PMS can fetch it. */
export type PictureUrl = (picture: PictureRef) => string;

/** Path of an item below the registered URL; `key` is relative to it (docs/reference/plex-contract.md, fact 6). */
function keyOf(ratingKey: string): string {
  return `/library/metadata/${ratingKey}`;
}

function tagged(names: readonly string[]): { readonly tag: string }[] {
  return names.map((tag) => ({ tag }));
}

/** An absent array lets the next provider fill it; an empty one would hide what that one has (fact 23). */
function unlessNone<K extends string, T>(
  key: K,
  list: readonly T[],
): Partial<Record<K, readonly T[]>> {
  return list.length === 0 ? {} : ({ [key]: list } as Record<K, readonly T[]>);
}

function renderRole(role: DesiredRole, order: number, pictureUrl: PictureUrl): PlexRole {
  return {
    tag: role.name,
    ...(role.role !== undefined && { role: role.role }),
    ...(role.picture !== undefined && { thumb: pictureUrl(role.picture) }),
    order,
  };
}

/** Custom rating icons do not exist (fact 27); of the closed list, this one shows a percentage as Stash does. */
function renderRating(value: number): PlexRating {
  return { image: "themoviedb://image.rating", type: "audience", value };
}

function urlOf(
  item: MatchItem,
  type: PlexImage["type"],
  pictureUrl: PictureUrl,
): string | undefined {
  const image = item.images.find((entry) => entry.type === type);
  return image === undefined ? undefined : pictureUrl(image.picture);
}

/** The `Image` array of an item, also the answer of its images route. */
export function renderImages(item: DesiredItem, pictureUrl: PictureUrl): PlexImage[] {
  return item.images.map(({ type, picture }) => ({
    type,
    url: pictureUrl(picture),
    alt: item.title,
  }));
}

/** Fields that a match result and full metadata share. */
function identity(item: MatchItem, pictureUrl: PictureUrl) {
  const thumb = urlOf(item, "coverPoster", pictureUrl);
  return {
    ratingKey: item.ratingKey,
    key: keyOf(item.ratingKey),
    guid: item.guid,
    type: "movie" as const,
    title: item.title,
    ...(item.originallyAvailableAt !== undefined && {
      originallyAvailableAt: item.originallyAvailableAt,
    }),
    ...(item.year !== undefined && { year: item.year }),
    ...(item.summary !== undefined && { summary: item.summary }),
    ...(thumb !== undefined && { thumb }),
    isAdult: item.isAdult,
  };
}

/**
 * A result of a match request: what Plex shows in its list. PMS takes the id out of the guid, but the documents want
 * `ratingKey` and `key` too (docs/reference/plex-contract.md, 4.3).
 *
 * @param score 0-100; undocumented, higher is better
 */
export function renderMatch(item: MatchItem, pictureUrl: PictureUrl, score = 100): PlexMetadata {
  return { ...identity(item, pictureUrl), score };
}

/** Full metadata of an item; absent fields are left out, never sent empty. */
export function renderMetadata(item: DesiredItem, pictureUrl: PictureUrl): PlexMetadata {
  const art = urlOf(item, "background", pictureUrl);
  const roles = item.roles.map((role, index) => renderRole(role, index, pictureUrl));
  return {
    ...identity(item, pictureUrl),
    ...(item.originalTitle !== undefined && { originalTitle: item.originalTitle }),
    ...(item.titleSort !== undefined && { titleSort: item.titleSort }),
    ...(item.tagline !== undefined && { tagline: item.tagline }),
    ...(item.studio !== undefined && { studio: item.studio }),
    ...(item.contentRating !== undefined && { contentRating: item.contentRating }),
    ...(item.duration !== undefined && { duration: item.duration }),
    ...(art !== undefined && { art }),
    ...unlessNone("Image", renderImages(item, pictureUrl)),
    ...unlessNone("Genre", tagged(item.genres)),
    ...unlessNone("Collection", tagged(item.collections)),
    ...unlessNone("Role", roles),
    ...unlessNone("Director", tagged(item.directors)),
    ...unlessNone("Studio", tagged(item.studios)),
    ...unlessNone(
      "Guid",
      item.externalIds.map((id) => ({ id })),
    ),
    ...(item.audienceRating !== undefined && { Rating: [renderRating(item.audienceRating)] }),
  };
}
