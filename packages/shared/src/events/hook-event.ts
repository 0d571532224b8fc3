import { readEventFields } from "./event-fields.ts";
import { readEventId } from "./event-id.ts";
import { isEventType } from "./event-types.ts";
import type { StashEvent } from "./stash-event.ts";

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/**
 * The event of the `hookContext` that Stash hands to a plugin (docs/reference/stash.md, 4.3). Only its id, type and
 * `inputFields` are looked at: `input` has several shapes, holds null for what was not sent, and its id may be empty
 * (clean). Null: no hook, or one that concerns no item of Plex, such as a marker's.
 */
export function eventOfHook(hookContext: unknown): StashEvent | null {
  if (!isObject(hookContext)) return null;
  const { type } = hookContext;
  const id = readEventId(hookContext.id);
  if (id === null || !isEventType(type)) return null;
  const fields = readEventFields(hookContext.inputFields);
  return fields === null ? { type, id } : { type, id, fields };
}
