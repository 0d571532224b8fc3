import { guidOf, ratingKeyOf } from "../plex/identifiers.ts";
import type { SceneDetail, SceneRecord } from "../stash/records.ts";
import { cleanLine, cleanName, cleanParagraphs, distinctNames } from "./clean-text.ts";
import { collectionsOf } from "./collections.ts";
import type { DesiredItem, MatchItem } from "./desired-item.ts";
import { externalIdsOf } from "./external-ids.ts";
import { genresOf } from "./genres.ts";
import { imagesOf, posterOf } from "./images.ts";
import type { ItemSettings } from "./item-settings.ts";
import { releaseDateOf } from "./partial-date.ts";
import { ratingOf } from "./ratings.ts";
import { directorsOf, rolesOf } from "./roles.ts";
import { titleOf, titleSortOf } from "./titles.ts";

/** The field, unless it is empty: an omitted field lets the next provider fill it, an empty one may hide it. */
function unlessEmpty<K extends string>(key: K, value: string): Partial<Record<K, string>> {
  return value === "" ? {} : ({ [key]: value } as Record<K, string>);
}

function taglineOf(detail: SceneDetail, tagline: ItemSettings["tagline"]): string {
  switch (tagline) {
    case "none":
      return "";
    case "code":
      return cleanLine(detail.scene.code);
    case "studio":
      return cleanName(detail.studios[0]?.name ?? "");
  }
}

function texts(detail: SceneDetail, settings: ItemSettings) {
  const { scene, studios } = detail;
  return {
    title: titleOf(detail, settings),
    ...unlessEmpty("originalTitle", settings.originalTitle === "code" ? cleanLine(scene.code) : ""),
    ...unlessEmpty("titleSort", titleSortOf(detail, settings)),
    ...unlessEmpty("summary", cleanParagraphs(scene.details)),
    ...unlessEmpty("tagline", taglineOf(detail, settings.tagline)),
    ...unlessEmpty("studio", cleanName(studios[0]?.name ?? "")),
    ...unlessEmpty("contentRating", cleanName(settings.contentRating)),
  };
}

function dates(scene: SceneRecord): Pick<DesiredItem, "originallyAvailableAt" | "year"> {
  const date = releaseDateOf(scene.date);
  return date === null ? {} : { originallyAvailableAt: date.day, year: date.year };
}

/** Milliseconds of the primary file; Stash says 0 when it could not tell. */
function duration(scene: SceneRecord): Pick<DesiredItem, "duration"> {
  const ms = Math.round((scene.files[0]?.duration ?? 0) * 1000);
  return Number.isSafeInteger(ms) && ms > 0 ? { duration: ms } : {};
}

function rating(
  scene: SceneRecord,
  mode: ItemSettings["rating"],
): Pick<DesiredItem, "audienceRating" | "userRating"> {
  const value = ratingOf(scene.rating100);
  if (value === null || mode === "off") return {};
  return mode === "audience" ? { audienceRating: value } : { userRating: value };
}

/**
 * What a match result shows of a scene: the same fields as in its desired item. Reads no more of `detail` than these
 * need, so that the parts of a detail that looks things up when they are read may stay unread.
 *
 * @param detail the scene with its related objects; the first file is the primary one
 */
export function matchItem(detail: SceneDetail, settings: ItemSettings): MatchItem {
  const { scene } = detail;
  return {
    ratingKey: ratingKeyOf(scene.id),
    guid: guidOf(settings.identifier, scene.id),
    title: titleOf(detail, settings),
    ...unlessEmpty("summary", cleanParagraphs(scene.details)),
    ...dates(scene),
    isAdult: true,
    images: [{ type: "coverPoster", picture: posterOf(detail, settings) }],
  };
}

/**
 * What Plex should show for a scene (DESIGN, section 7): pure, the same input gives the same item and digest.
 *
 * @param detail the scene with its related objects; the first file is the primary one
 */
export function desiredItem(detail: SceneDetail, settings: ItemSettings): DesiredItem {
  const { scene } = detail;
  return {
    sceneId: scene.id,
    ratingKey: ratingKeyOf(scene.id),
    guid: guidOf(settings.identifier, scene.id),
    ...texts(detail, settings),
    ...dates(scene),
    isAdult: true,
    ...duration(scene),
    studios: distinctNames(detail.studios.map((studio) => studio.name)),
    genres: genresOf(detail, settings),
    collections: collectionsOf(detail, settings),
    roles: rolesOf(detail, settings),
    directors: directorsOf(scene.director),
    externalIds: externalIdsOf(scene.stashIds),
    images: imagesOf(detail, settings),
    ...rating(scene, settings.rating),
  };
}
