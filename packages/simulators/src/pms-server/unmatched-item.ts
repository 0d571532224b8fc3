import { unmatchedGuid } from "../fake-pms/pms-item.ts";
import {
  pictureKinds,
  type PictureKind,
  type ServerItem,
  tagKinds,
  type TagKind,
} from "./server-item.ts";

/**
 * An item without its match: what an agent brought is gone, what is locked, the labels and what a person did stay, and
 * the title is the scanner's again.
 */
export function unmatchedItem(item: ServerItem): ServerItem {
  const isKept = (name: string): boolean => item.locked.has(name);
  const kinds = tagKinds.filter((kind) => kind === "label" || isKept(kind));
  const pictures = (Object.keys(pictureKinds) as PictureKind[]).map((kind) => {
    const entries = (item.pictures[kind] ?? []).filter(({ provider }) => provider === null);
    return [kind, entries] as const;
  });
  const shown = pictures
    .filter(([, entries]) => entries.some(({ selected }) => selected))
    .map(([kind]) => [kind, item.shown[kind]] as const);
  const { title, year } = item.scanned;
  const fields = Object.entries(item.fields).filter(
    ([name]) => isKept(name) || name === "userRating",
  );
  return {
    ...item,
    guid: unmatchedGuid(item.id),
    fields: { title, ...(year !== null && { year: String(year) }), ...Object.fromEntries(fields) },
    tags: Object.fromEntries(kinds.map((kind: TagKind) => [kind, item.tags[kind] ?? []])),
    roles: isKept("actor") ? item.roles : [],
    ratings: [],
    externalIds: [],
    pictures: Object.fromEntries(pictures),
    shown: Object.fromEntries(shown),
    problem: null,
  };
}
