import { encodeQuery, encodeQueryValue } from "../../http/query-encoding.ts";
import type { ItemEdit } from "./pms-client.ts";
import type { PmsTagKind } from "./records.ts";
import { pmsScalars, pmsTagKinds } from "./records.ts";

/** Plex's own limit is not known; Kometa's 4,387 ids in one request failed (docs/reference/plex-contract.md, 11.2). */
export const maxEditLineBytes = 8_000;

/** The smallest things that an edit can be divided into. */
type EditPart =
  | { readonly kind: "value"; readonly field: string; readonly value: string }
  | { readonly kind: "lock"; readonly field: string }
  | { readonly kind: "remove"; readonly field: PmsTagKind; readonly tag: string }
  | {
      readonly kind: "add";
      readonly field: PmsTagKind;
      readonly tag: string;
      readonly role?: string | undefined;
      readonly thumb?: string | undefined;
    };

const pair = (name: string, value: string): string => encodeQuery([[name, value]]);

/** Encoded twice: each tag by itself, so that it may hold a comma, then the joined list (fact 34). */
const removalOf = (field: string, tags: readonly string[]): string =>
  pair(`${field}[].tag.tag-`, tags.map(encodeQueryValue).join(","));

const additionOf = (part: EditPart & { readonly kind: "add" }, index: number): string[] => {
  const at = `${part.field}[${index}]`;
  return [
    pair(`${at}.tag.tag`, part.tag),
    ...(part.role === undefined ? [] : [pair(`${at}.tagging.text`, part.role)]),
    ...(part.thumb === undefined ? [] : [pair(`${at}.tag.thumb`, part.thumb)]),
  ];
};

const queryOf = (parts: readonly EditPart[], lock: boolean): string => {
  const fields = [...new Set(parts.map(({ field }) => field))];
  return fields
    .flatMap((field) => {
      const own = parts.filter((part) => part.field === field);
      const removed = own.flatMap((part) => (part.kind === "remove" ? [part.tag] : []));
      const added = own.flatMap((part) => (part.kind === "add" ? [part] : []));
      return [
        ...own.flatMap((part) =>
          part.kind === "value" ? [pair(`${field}.value`, part.value)] : [],
        ),
        ...(removed.length === 0 ? [] : [removalOf(field, removed)]),
        ...added.flatMap(additionOf),
        // Without it Plex locks, or not: only one of the two is claimed (11.2).
        pair(`${field}.locked`, lock ? "1" : "0"),
      ];
    })
    .join("&");
};

/** Divides parts, in their order, so that each query fits; a part that does not fit anywhere goes alone. */
const packed = (parts: readonly EditPart[], lock: boolean, maxBytes: number): string[] => {
  const queries: string[] = [];
  let taken: EditPart[] = [];
  let query = "";
  for (const part of parts) {
    const longer = queryOf([...taken, part], lock);
    if (taken.length > 0 && longer.length > maxBytes) {
      queries.push(query);
      taken = [part];
      query = queryOf(taken, lock);
    } else {
      taken.push(part);
      query = longer;
    }
  }
  return taken.length === 0 ? queries : [...queries, query];
};

const actorParts = ({ actors = [], tags }: ItemEdit): EditPart[] => {
  const described = new Set(actors.map(({ name }) => name));
  const bare = (tags?.actor?.add ?? []).filter((name) => !described.has(name));
  return [...actors, ...bare.map((name) => ({ name, role: undefined, thumb: undefined }))].map(
    ({ name, role, thumb }) => ({ kind: "add", field: "actor", tag: name, role, thumb }),
  );
};

const additionsOf = (edit: ItemEdit, field: PmsTagKind): EditPart[] =>
  field === "actor"
    ? actorParts(edit)
    : (edit.tags?.[field]?.add ?? []).map((tag) => ({ kind: "add", field, tag }));

const removalsOf = (edit: ItemEdit, field: PmsTagKind): EditPart[] =>
  (edit.tags?.[field]?.remove ?? []).map((tag) => ({ kind: "remove", field, tag }));

const scalarParts = ({ scalars = {}, addedAt }: ItemEdit): EditPart[] => [
  ...pmsScalars.flatMap((field): EditPart[] => {
    const value = scalars[field];
    return value === undefined ? [] : [{ kind: "value", field, value }];
  }),
  ...(addedAt === undefined
    ? []
    : [{ kind: "value" as const, field: "addedAt", value: String(addedAt) }]),
];

/** A list of which nothing changes still ends locked, or not. */
const bareLocks = (edit: ItemEdit): EditPart[] =>
  pmsTagKinds
    .filter((field) => edit.tags?.[field] !== undefined)
    .filter((field) => additionsOf(edit, field).length + removalsOf(edit, field).length === 0)
    .map((field) => ({ kind: "lock", field }));

/**
 * The queries that make one edit, in their order. Whether additions and removals of the same kind may stand in one
 * request is not known (docs/reference/plex-contract.md, question 15): such removals go before, on their own.
 *
 * @param maxBytes of one query
 */
export function editQueries(edit: ItemEdit, maxBytes: number): readonly string[] {
  const isBoth = (field: PmsTagKind): boolean =>
    additionsOf(edit, field).length > 0 && removalsOf(edit, field).length > 0;
  const before = pmsTagKinds.filter(isBoth).flatMap((field) => removalsOf(edit, field));
  const rest = [
    ...scalarParts(edit),
    ...bareLocks(edit),
    ...pmsTagKinds.flatMap((field) => [
      ...(isBoth(field) ? [] : removalsOf(edit, field)),
      ...additionsOf(edit, field),
    ]),
  ];
  return [...packed(before, edit.lock, maxBytes), ...packed(rest, edit.lock, maxBytes)];
}

/** The query that locks or unlocks fields and changes nothing else. */
export function lockQuery(locks: Readonly<Record<string, boolean>>): string {
  return Object.entries(locks)
    .map(([field, isLocked]) => pair(`${field}.locked`, isLocked ? "1" : "0"))
    .join("&");
}
