import type { StashEvent } from "./stash-event.ts";

/** The mark of an edit in bulk. */
const bulkMark = "ids";

const mergedFields = (one: StashEvent, other: StashEvent): readonly string[] | null => {
  if (one.fields === undefined || other.fields === undefined) return null;
  const both = new Set([...one.fields, ...other.fields]);
  // A person's edit among edits in bulk stays a person's: it must not wait behind them.
  if (!one.fields.includes(bulkMark) || !other.fields.includes(bulkMark)) both.delete(bulkMark);
  return [...both];
};

/** One event that says what two of the same type and id say. */
export function mergeEvents(one: StashEvent, other: StashEvent): StashEvent {
  const { type, id } = one;
  const fields = mergedFields(one, other);
  return fields === null ? { type, id } : { type, id, fields };
}

/** One event for each type and id, in the order of their first appearance. */
export function coalesceEvents(events: Iterable<StashEvent>): readonly StashEvent[] {
  const byKey = new Map<string, StashEvent>();
  for (const event of events) {
    const key = `${event.type} ${event.id}`;
    const known = byKey.get(key);
    byKey.set(key, known === undefined ? event : mergeEvents(known, event));
  }
  return [...byKey.values()];
}
