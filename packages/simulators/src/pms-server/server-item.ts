import type { PlexRating } from "@stash2plex/shared/plex";

import { type ItemProblem, unmatchedGuid } from "../fake-pms/pms-item.ts";
import type { ScannerTitle } from "../fake-pms/scanner-title.ts";

/** Lists of tags by the names that edits use, and by those that documents use. The cast is `actor`, a list of its own. */
export const tagNames = {
  genre: "Genre",
  collection: "Collection",
  label: "Label",
  country: "Country",
  director: "Director",
  writer: "Writer",
  producer: "Producer",
  mood: "Mood",
  style: "Style",
  similar: "Similar",
} as const;
export type TagKind = keyof typeof tagNames;
export const tagKinds = Object.keys(tagNames) as readonly TagKind[];

export const isTagKind = (name: string): name is TagKind => Object.hasOwn(tagNames, name);

/** Pictures of an item: name of the picker's list, name of the selection, and the field that can be locked. */
export const pictureKinds = {
  poster: { list: "posters", select: "poster", field: "thumb" },
  art: { list: "arts", select: "art", field: "art" },
  clearLogo: { list: "clearLogos", select: "clearLogo", field: "clearLogo" },
  squareArt: { list: "squareArts", select: "squareArt", field: "squareArt" },
} as const;
export type PictureKind = keyof typeof pictureKinds;

export interface ServerRole {
  readonly name: string;
  readonly role: string | null;
  readonly thumb: string | null;
}

export interface ServerPart {
  readonly id: number;
  /** Absolute path as PMS sees it. */
  readonly file: string;
  readonly size: number;
  /** Milliseconds. */
  readonly duration: number;
}

export interface PictureEntry {
  /** `upload://posters/<SHA-1>`, `metadata://posters/<agent>_<SHA-1>`, or a remote URL (11.3). */
  readonly ratingKey: string;
  readonly selected: boolean;
  /** The agent; null for an upload. */
  readonly provider: string | null;
  /** By which the bytes are kept; null when PMS does not hold them. */
  readonly sha1: string | null;
}

/** A movie of the server. Never changed in place. */
export interface ServerItem {
  readonly id: number;
  readonly sectionKey: string;
  readonly guid: string;
  /** Scalar fields by the names that edits use, as text; a cleared one is missing (fact 36). */
  readonly fields: Readonly<Partial<Record<string, string>>>;
  readonly tags: Readonly<Partial<Record<TagKind, readonly string[]>>>;
  readonly roles: readonly ServerRole[];
  /** Names of locked fields. */
  readonly locked: ReadonlySet<string>;
  /** Ratings that a provider sent. */
  readonly ratings: readonly PlexRating[];
  readonly externalIds: readonly string[];
  readonly pictures: Readonly<Partial<Record<PictureKind, readonly PictureEntry[]>>>;
  /** When the picture that is shown now was selected, epoch seconds; it stands at the end of the picture's path. */
  readonly shown: Readonly<Partial<Record<PictureKind, number>>>;
  /** One entry for each version. */
  readonly parts: readonly ServerPart[];
  /** Base folder of the section, and the path of the first file below it. */
  readonly folder: string;
  readonly file: string;
  readonly scanned: ScannerTitle;
  /** Epoch seconds. */
  readonly addedAt: number;
  readonly updatedAt: number;
  /** Epoch seconds since the item lies in the trash. */
  readonly deletedAt: number | null;
  readonly viewCount: number;
  readonly lastViewedAt: number | null;
  readonly lastRatedAt: number | null;
  /** Trailers and the like that PMS holds; an extras route that answers 404 ends them (fact 17). */
  readonly extras: number;
  /** What went wrong with the provider last. */
  readonly problem: ItemProblem | null;
}

const noLocks: ReadonlySet<string> = new Set();
const nothing = {};
const none: readonly never[] = [];

export interface NewItem {
  readonly id: number;
  readonly sectionKey: string;
  readonly folder: string;
  readonly file: string;
  readonly scanned: ScannerTitle;
  readonly part: ServerPart;
  readonly guid?: string;
  readonly now: number;
}

/** What the scanner makes of a new file, before any agent was asked. */
export function newServerItem({ part, now, guid, scanned, ...place }: NewItem): ServerItem {
  const fields =
    scanned.year === null
      ? { title: scanned.title }
      : { title: scanned.title, year: String(scanned.year) };
  return {
    ...place,
    guid: guid ?? unmatchedGuid(place.id),
    fields,
    tags: nothing,
    roles: none,
    locked: noLocks,
    ratings: none,
    externalIds: none,
    pictures: nothing,
    shown: nothing,
    parts: [part],
    scanned,
    addedAt: now,
    updatedAt: now,
    deletedAt: null,
    viewCount: 0,
    lastViewedAt: null,
    lastRatedAt: null,
    extras: 0,
    problem: null,
  };
}

/** Fields without those that became empty; the title falls back to the scanner's. */
export function withFields(
  item: ServerItem,
  changes: Readonly<Record<string, string>>,
): ServerItem {
  const fields = Object.fromEntries(
    Object.entries({ ...item.fields, ...changes }).filter(([, value]) => value !== ""),
  );
  return { ...item, fields: { ...fields, title: fields.title ?? item.scanned.title } };
}

export function withLocks(item: ServerItem, locks: Readonly<Record<string, boolean>>): ServerItem {
  const locked = new Set(item.locked);
  for (const [field, isLocked] of Object.entries(locks)) {
    if (isLocked) locked.add(field);
    else locked.delete(field);
  }
  return { ...item, locked };
}

/** Plex keeps one tag for names that differ only in case, in the spelling it had first. */
export const isSameTag = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const withAdded = (list: readonly string[], added: readonly string[]): string[] => {
  const tags = [...list];
  for (const tag of added) {
    if (!tags.some((known) => isSameTag(known, tag))) tags.push(tag);
  }
  return tags;
};

export const withRemoved = (list: readonly string[], removed: readonly string[]): string[] =>
  list.filter((tag) => !removed.some((other) => isSameTag(tag, other)));
