import type { Asked } from "./asked.ts";
import { type Container, Refusal, type Reply } from "./answer.ts";
import { filterMeta } from "./filter-meta.ts";
import { listedElement } from "./item-elements.ts";
import type { ServerItem } from "./server-item.ts";
import type { PmsState, ServerSection } from "./state.ts";

export interface Page {
  readonly start: number;
  readonly size: number;
}

const MOVIE = "1";

/** Paging of a request, by header or query; null when it asks for everything (11.1). */
export function pageOf(asked: Asked): Page | null {
  const size = asked.plex("X-Plex-Container-Size");
  if (size === null) return null;
  const page = { start: Number(asked.plex("X-Plex-Container-Start") ?? "0"), size: Number(size) };
  if (Number.isInteger(page.start) && Number.isInteger(page.size)) return page;
  throw new Refusal(400, "paging is no number");
}

type Test = (item: ServerItem) => boolean;

const seconds = (text: string): number => {
  const relative = /^-(\d+)([smhdwy]|mon)$/.exec(text);
  if (relative !== null) throw new Refusal(400, "relative dates are not imitated");
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) throw new Refusal(400, `${text} is no date`);
  return value;
};

const dateTest = (state: PmsState, field: "addedAt" | "updatedAt", from: string): Test => {
  const limit = seconds(from);
  return state.readings.dateFilter === "later"
    ? (item) => item[field] > limit
    : (item) => item[field] >= limit;
};

const filters: Readonly<Record<string, (state: PmsState, value: string) => Test>> = {
  guid: (_state, value) => (item) => item.guid === value,
  title: (_state, value) => (item) =>
    (item.fields.title ?? "").toLowerCase().includes(value.toLowerCase()),
  "addedAt>>": (state, value) => dateTest(state, "addedAt", value),
  "updatedAt>>": (state, value) => dateTest(state, "updatedAt", value),
  "addedAt<<": (_state, value) => (item) => item.addedAt < seconds(value),
  "updatedAt<<": (_state, value) => (item) => item.updatedAt < seconds(value),
  trash: (_state, value) => (item) => (item.deletedAt !== null) === (value === "1"),
  unwatched: (_state, value) => (item) => (item.viewCount === 0) === (value === "1"),
};

/** Names of a listing's query that are imitated. */
export const listingParameters: readonly string[] = [
  ...Object.keys(filters),
  "type",
  "sort",
  "limit",
  "includeGuids",
  "includeMeta",
  "includeAdvanced",
  "includeCollections",
  "includeExternalMedia",
  "excludeElements",
  "excludeFields",
];

const sortValues: Readonly<Record<string, (item: ServerItem) => string | number>> = {
  addedAt: ({ addedAt }) => addedAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  title: ({ fields }) => fields.title ?? "",
  titleSort: ({ fields }) => fields.titleSort ?? fields.title ?? "",
  originallyAvailableAt: ({ fields }) => fields.originallyAvailableAt ?? "",
  id: ({ id }) => id,
};

function sorted(items: ServerItem[], order: string | null): ServerItem[] {
  if (order === null) return items;
  const [key = "", direction = "asc"] = (order.split(",")[0] ?? "").split(":");
  const value = sortValues[key.replace(/^movie\./, "")];
  if (value === undefined) throw new Refusal(400, `sorting by ${key} is not imitated`);
  const sign = direction === "desc" ? -1 : 1;
  return items.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    return left === right ? a.id - b.id : (left < right ? -1 : 1) * sign;
  });
}

function findItems(state: PmsState, section: ServerSection, asked: Asked): readonly ServerItem[] {
  const tests = asked.query.flatMap(([name, value]) => filters[name]?.(state, value) ?? []);
  const showsTrash = state.readings.listsTrash || asked.value("trash") !== null;
  const found = [...state.items.values()].filter(
    (item) =>
      item.sectionKey === section.key &&
      (showsTrash || item.deletedAt === null) &&
      tests.every((test) => test(item)),
  );
  const limit = asked.value("limit");
  const ordered = sorted(found, asked.value("sort"));
  return limit === null ? ordered : ordered.slice(0, Number(limit));
}

export type ItemFinder = (section: ServerSection, asked: Asked) => readonly ServerItem[];

/**
 * The items that a listing's query finds. The last result is kept until an item changes: pages of a large library would
 * cost a search and a sort each, and a measurement would be of those.
 */
export function createItemFinder(state: PmsState): ItemFinder {
  let kept: { key: string; changes: number; items: readonly ServerItem[] } | null = null;
  return (section, asked) => {
    const type = asked.value("type");
    if (type !== null && type !== MOVIE) return [];
    const query = asked.query.filter(([name]) => !/^X-Plex-/i.test(name));
    const key = JSON.stringify([section.key, query]);
    const { changes } = state.items;
    if (kept?.key === key && kept.changes === changes) return kept.items;
    kept = { key, changes, items: findItems(state, section, asked) };
    return kept.items;
  };
}

/** A page of a listing; a size of 0 gives only totalSize, an empty page has no list key (11). */
export function listingReply(
  state: PmsState,
  section: ServerSection,
  asked: Asked,
  found: readonly ServerItem[],
): Reply {
  const page = pageOf(asked);
  const shown = page === null ? found : found.slice(page.start, page.start + page.size);
  const includeGuids = asked.value("includeGuids") === "1";
  const paging =
    page === null
      ? {}
      : { offset: page.start, ...(state.readings.tellsTotal && { totalSize: found.length }) };
  const container: Container = {
    attributes: {
      size: shown.length,
      ...paging,
      allowSync: true,
      art: "/:/resources/movie-fanart.jpg",
      identifier: "com.plexapp.plugins.library",
      librarySectionID: Number(section.key),
      librarySectionTitle: section.title,
      librarySectionUUID: section.uuid,
      viewGroup: section.type,
      ...(asked.value("includeMeta") === "1" && { Meta: filterMeta(section) }),
    },
    list: {
      json: "Metadata",
      xml: "Video",
      size: shown.length,
      elements: (function* () {
        for (const item of shown) yield listedElement(item, section, { includeGuids });
      })(),
    },
  };
  return { kind: "container", container };
}
