import type { ItemEdit, PmsScalar, PmsTagKind, TagEdit } from "@stash2plex/shared/pms";

import type { Operation, PlanNote } from "../operation.ts";
import { artworkPlan } from "./artwork-plan.ts";
import { listChanges, observedNames } from "./list-changes.ts";
import { addedAtChange, ratingChange, ratingField } from "./number-changes.ts";
import type { ItemView } from "./plan-input.ts";
import { observedScalar, scalarChanges } from "./scalar-changes.ts";
import { markOf, markOfList } from "./text-equality.ts";

export interface ItemChanges {
  readonly operations: readonly Operation[];
  readonly notes: readonly PlanNote[];
  /** Names of the fields that differ and may be written, also of those that PMS refused before; without pictures. */
  readonly fields: readonly string[];
}

/** Whether a lock is one that an edit of ours left, on a value that nobody has touched since. */
const isOurLock = ({ observed, policy }: ItemView, field: string, mark: string): boolean =>
  policy.lockEdits && observed.ownership !== "ours" && observed.written?.marks[field] === mark;

/** Sorts what differs by whether it may be written. */
const createSieve = (view: ItemView) => {
  const { item, refused } = view.observed;
  const fields: string[] = [];
  const lockedFields: string[] = [];
  const refusedFields: string[] = [];
  return {
    fields,
    lockedFields,
    refusedFields,
    passes: (field: string, mark: string): boolean => {
      if (item.locked.has(field) && !isOurLock(view, field, mark)) {
        lockedFields.push(field);
        return false;
      }
      fields.push(field);
      if (refused.has(field)) refusedFields.push(field);
      return !refused.has(field);
    },
  };
};

const actorsOf = (view: ItemView, names: readonly string[]): NonNullable<ItemEdit["actors"]> =>
  view.desired.roles
    .filter(({ name }) => names.includes(name))
    .map(({ name, role, picture }) => ({
      name,
      ...(role !== undefined && { role }),
      ...(picture !== undefined && view.pictureUrl !== null && { thumb: view.pictureUrl(picture) }),
    }));

interface Edits {
  readonly scalars: Partial<Record<PmsScalar, string>>;
  readonly tags: Partial<Record<PmsTagKind, TagEdit>>;
  readonly addedAt: number | undefined;
}

const editOf = (view: ItemView, { scalars, tags, addedAt }: Edits): ItemEdit | null => {
  const isEmpty = Object.keys(scalars).length + Object.keys(tags).length === 0;
  if (isEmpty && addedAt === undefined) return null;
  const added = tags.actor?.add ?? [];
  return {
    ...(Object.keys(scalars).length > 0 && { scalars }),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(added.length > 0 && { actors: actorsOf(view, added) }),
    ...(addedAt !== undefined && { addedAt }),
    // An item of ours must go on taking what our provider says.
    lock: view.observed.ownership !== "ours" && view.policy.lockEdits,
  };
};

const notesOf = (view: ItemView, locked: readonly string[], refused: readonly string[]) => {
  const itemId = view.observed.item.id;
  const notes: PlanNote[] = [];
  if (locked.length > 0) {
    const text = `Locked in Plex and left alone: ${locked.join(", ")}.`;
    notes.push({ itemId, code: "locked", text });
  }
  if (refused.length > 0) {
    const text = `Plex did not take this before, so it is not tried again: ${refused.join(", ")}.`;
    notes.push({ itemId, code: "refused", text });
  }
  return notes;
};

/** Everything in which the item differs from the desired one, and what would bring it there by direct edits. */
export const itemChanges = (view: ItemView): ItemChanges => {
  const { item } = view.observed;
  const on = { itemId: item.id, sectionKey: item.sectionKey };
  const sieve = createSieve(view);
  const scalars: Edits["scalars"] = {};
  for (const [field, value] of scalarChanges(view)) {
    if (sieve.passes(field, markOf(observedScalar(item, field)))) scalars[field] = value;
  }
  const tags: Edits["tags"] = {};
  for (const [kind, change] of listChanges(view)) {
    if (sieve.passes(kind, markOfList(observedNames(item, kind)))) tags[kind] = change;
  }
  const date = addedAtChange(view);
  const addedAt =
    date !== undefined && sieve.passes("addedAt", markOf(String(item.addedAt))) ? date : undefined;
  const edit = editOf(view, { scalars, tags, addedAt });
  const rating = ratingChange(view);
  const rates =
    rating !== undefined && sieve.passes(ratingField, markOf(String(item.userRating)))
      ? [{ ...on, kind: "rate" as const, rating }]
      : [];
  const artwork = artworkPlan(view);
  return {
    operations: [
      ...(edit === null ? [] : [{ ...on, kind: "edit" as const, edit }]),
      ...rates,
      ...artwork.operations,
    ],
    notes: [...notesOf(view, sieve.lockedFields, sieve.refusedFields), ...artwork.notes],
    fields: sieve.fields,
  };
};
