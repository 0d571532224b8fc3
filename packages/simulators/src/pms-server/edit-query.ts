import type { Asked } from "./asked.ts";
import { isTagKind } from "./server-item.ts";

/** What a query wants done to one list of tags. */
export interface TagChange {
  readonly added: Map<number, EditedTag>;
  readonly removed: string[];
  clears: boolean;
}

export interface EditedTag {
  name: string;
  role: string | null;
  thumb: string | null;
}

/** An edit as it stands in a query (docs/reference/plex-contract.md, 11.2). */
export interface QueryEdit {
  readonly scalars: Map<string, string>;
  /** By the names that edits use; the cast is `actor`. */
  readonly tags: Map<string, TagChange>;
  readonly locks: Map<string, boolean>;
}

const scalarNames: ReadonlySet<string> = new Set([
  "title",
  "titleSort",
  "originalTitle",
  "summary",
  "tagline",
  "studio",
  "contentRating",
  "originallyAvailableAt",
  "year",
  "rating",
  "audienceRating",
  "userRating",
  "editionTitle",
  "addedAt",
]);
const pictureFields: ReadonlySet<string> = new Set([
  "thumb",
  "art",
  "theme",
  "clearLogo",
  "squareArt",
]);

const isTag = (name: string): boolean => name === "actor" || isTagKind(name);
const isLockable = (name: string): boolean =>
  scalarNames.has(name) || pictureFields.has(name) || isTag(name);

const shape =
  /^(?:(?<lock>\w+)\.locked|(?<scalar>\w+)\.value|(?<added>\w+)\[(?<index>\d+)\]\.(?<what>tag\.tag|tagging\.text|tag\.thumb|tag\.tagKey)|(?<removed>\w+)\[\]\.tag\.tag-|(?<cleared>\w+)\[\]\.tag)$/;

/** Whether a name of the query is an edit that is documented. */
export function isEditParameter(name: string): boolean {
  const { lock, scalar, added, removed, cleared, what } = shape.exec(name)?.groups ?? {};
  if (lock !== undefined) return isLockable(lock);
  if (scalar !== undefined) return scalarNames.has(scalar);
  if (added !== undefined) return isTag(added) && (what === "tag.tag" || added === "actor");
  const list = removed ?? cleared;
  return list !== undefined && isTag(list);
}

/** The form without `.value` is known on `/library/metadata/{id}` only. */
export const isBareEditParameter = (name: string): boolean => scalarNames.has(name);

/** Takes off the second layer of the encoding: each value was encoded on its own (fact 34). */
function removedNames(value: string): string[] {
  return value.split(",").map((name) => {
    try {
      return decodeURIComponent(name);
    } catch {
      return name;
    }
  });
}

function changeOf(edit: QueryEdit, kind: string): TagChange {
  const known = edit.tags.get(kind) ?? { added: new Map(), removed: [], clears: false };
  edit.tags.set(kind, known);
  return known;
}

function readTag(change: TagChange, index: number, what: string, value: string): void {
  const tag = change.added.get(index) ?? { name: "", role: null, thumb: null };
  change.added.set(index, tag);
  if (what === "tag.tag") tag.name = value;
  if (what === "tagging.text") tag.role = value;
  if (what === "tag.thumb") tag.thumb = value;
}

/** Reads all edits out of a query; names that are none are left to the check of the parameters. */
export function readEdits(asked: Asked, takesBareNames: boolean): QueryEdit {
  const edit: QueryEdit = { scalars: new Map(), tags: new Map(), locks: new Map() };
  for (const [name, value] of asked.query) {
    if (takesBareNames && isBareEditParameter(name)) edit.scalars.set(name, value);
    if (!isEditParameter(name)) continue;
    const groups = shape.exec(name)?.groups ?? {};
    const { lock, scalar, added, index = "0", what = "", removed, cleared } = groups;
    if (lock !== undefined) edit.locks.set(lock, value === "1");
    if (scalar !== undefined) edit.scalars.set(scalar, value);
    if (added !== undefined) readTag(changeOf(edit, added), Number(index), what, value);
    if (removed !== undefined) changeOf(edit, removed).removed.push(...removedNames(value));
    if (cleared !== undefined) changeOf(edit, cleared).clears = true;
  }
  return edit;
}
