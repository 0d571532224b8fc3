import * as z from "zod";

import { readEventFields } from "./event-fields.ts";
import { readEventId } from "./event-id.ts";
import { isEventType } from "./event-types.ts";
import type { StashEvent } from "./stash-event.ts";

/** An event, or the sentence that says why it is none. */
export type ParsedEvent =
  | { readonly ok: true; readonly event: StashEvent }
  | { readonly ok: false; readonly reason: string };

export interface ParsedEvents {
  readonly events: readonly StashEvent[];
  /** What was left out: its place in the list, from 0, and why. */
  readonly dropped: readonly { readonly index: number; readonly reason: string }[];
}

const shape = z.object({
  type: z.unknown().optional(),
  id: z.unknown().optional(),
  fields: z.unknown().optional(),
});

const shown = (value: unknown): string => {
  if (value === undefined) return "nothing";
  if (typeof value === "string") {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  }
  return typeof value === "number" || value === null ? String(value) : `a ${typeof value}`;
};

const refused = (reason: string): ParsedEvent => ({ ok: false, reason });

/**
 * Reads one event as hooks, doorbell lines, spool files and `POST /api/events` hold it. Never throws. The id may be a
 * text; other properties are ignored; `fields` that are no list of names count as absent (anything may have changed).
 */
export function parseStashEvent(value: unknown): ParsedEvent {
  const parsed = shape.safeParse(value);
  if (!parsed.success) return refused("An event is an object with type, id and perhaps fields.");
  const { type, id: sentId, fields: sentFields } = parsed.data;
  if (!isEventType(type)) {
    return refused(`The type ${shown(type)} is not known; one is "Scene.Update.Post".`);
  }
  const id = readEventId(sentId);
  if (id === null) return refused(`The id must be a whole number above 0, not ${shown(sentId)}.`);
  const fields = readEventFields(sentFields);
  return { ok: true, event: fields === null ? { type, id } : { type, id, fields } };
}

/** Reads one event or a list of them; what is none is left out with its reason. Never throws. */
export function parseStashEvents(value: unknown): ParsedEvents {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const events: StashEvent[] = [];
  const dropped: { index: number; reason: string }[] = [];
  values.forEach((one, index) => {
    const parsed = parseStashEvent(one);
    if (parsed.ok) events.push(parsed.event);
    else dropped.push({ index, reason: parsed.reason });
  });
  return { events, dropped };
}
