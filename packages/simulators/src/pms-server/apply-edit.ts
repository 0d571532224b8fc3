import { Refusal } from "./answer.ts";
import type { EditedTag, QueryEdit, TagChange } from "./edit-query.ts";
import {
  isSameTag,
  isTagKind,
  type ServerItem,
  type ServerRole,
  withAdded,
  withFields,
  withLocks,
  withRemoved,
} from "./server-item.ts";
import type { PmsState } from "./state.ts";

type Readings = PmsState["readings"];

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ratings: ReadonlySet<string> = new Set(["rating", "audienceRating", "userRating"]);
const wholeNumbers: ReadonlySet<string> = new Set(["year", "addedAt"]);

/** Data that cannot be stored is answered by 500, not by 400 (11.2). */
function checkScalar(name: string, value: string): void {
  if (value === "") return;
  const number = Number(value);
  const isBad =
    (name === "originallyAvailableAt" && !(DATE.test(value) && !Number.isNaN(Date.parse(value)))) ||
    (ratings.has(name) && !(number >= 0 && number <= 10)) ||
    (wholeNumbers.has(name) && !Number.isInteger(number));
  if (isBad) throw new Refusal(500, `${name} cannot be ${value}`);
}

function edited(
  change: TagChange,
  { indexedTags, addAndRemoveTogether }: Readings,
): { readonly starts: boolean; readonly removed: readonly string[]; readonly added: EditedTag[] } {
  const added = [...change.added].sort(([a], [b]) => a - b).map(([, tag]) => tag);
  const adds = added.length > 0;
  const losesRemoval = adds && addAndRemoveTogether === "only-add";
  return {
    starts: change.clears || (adds && indexedTags === "replace"),
    removed: losesRemoval ? [] : change.removed,
    added: added.filter(({ name }) => name !== ""),
  };
}

function editedRoles(item: ServerItem, change: TagChange, readings: Readings): ServerRole[] {
  const { starts, removed, added } = edited(change, readings);
  const names = starts
    ? []
    : withRemoved(
        item.roles.map(({ name }) => name),
        removed,
      );
  const roles: ServerRole[] = item.roles.filter(({ name }) => names.includes(name));
  for (const { name, role, thumb } of added) {
    const at = roles.findIndex((known) => isSameTag(known.name, name));
    const known = roles[at];
    const next = { name, role: role ?? known?.role ?? null, thumb: thumb ?? known?.thumb ?? null };
    if (at === -1) roles.push(next);
    else roles[at] = { ...next, name: known?.name ?? name };
  }
  return roles;
}

function withTags(item: ServerItem, edit: QueryEdit, readings: Readings): ServerItem {
  let next = item;
  for (const [kind, change] of edit.tags) {
    if (kind === "actor") next = { ...next, roles: editedRoles(next, change, readings) };
    else if (isTagKind(kind)) {
      const { starts, removed, added } = edited(change, readings);
      const kept = starts ? [] : withRemoved(next.tags[kind] ?? [], removed);
      const names = added.map(({ name }) => name);
      next = { ...next, tags: { ...next.tags, [kind]: withAdded(kept, names) } };
    }
  }
  return next;
}

function withScalars(state: PmsState, item: ServerItem, edit: QueryEdit): ServerItem {
  const { addedAt, ...scalars } = Object.fromEntries(edit.scalars);
  const date = scalars.originallyAvailableAt ?? "";
  const year =
    date !== "" && state.readings.yearFollowsDate && scalars.year === undefined
      ? { year: date.slice(0, 4) }
      : {};
  return {
    ...withFields(item, { ...scalars, ...year }),
    addedAt: addedAt === undefined || addedAt === "" ? item.addedAt : Number(addedAt),
    lastRatedAt: scalars.userRating === undefined ? item.lastRatedAt : state.now(),
  };
}

/** Every edited field ends locked unless `.locked=0` is sent; a lock can be set alone, too (11.2). */
export function applyEdit(state: PmsState, item: ServerItem, edit: QueryEdit): ServerItem {
  for (const [name, value] of edit.scalars) checkScalar(name, value);
  const touched = [...edit.scalars.keys(), ...edit.tags.keys()];
  const locks = {
    ...Object.fromEntries(touched.map((name) => [name, true])),
    ...Object.fromEntries(edit.locks),
  };
  const changed = withTags(withScalars(state, item, edit), edit, state.readings);
  return state.put(withLocks(changed, locks));
}
