import * as z from "zod";

import type { PmsNotification } from "./records.ts";
import { elementsOf, number, positiveId, text, textOrNull } from "./tolerant-values.ts";

const libraryIdentifier = "com.plexapp.plugins.library";
const movieType = 1;
/** What entries of deleted items have as type (docs/reference/plex-contract.md, fact 37). */
const deletionType = -1;
const deletedState = 9;

const timelineEntry = z.object({
  identifier: z.string().default(libraryIdentifier),
  itemID: positiveId,
  sectionID: text.pipe(z.string().regex(/^[1-9]\d*$/)),
  type: number.default(movieType),
  state: number,
  metadataState: textOrNull,
});

const activityEntry = z.object({
  event: z.literal("ended"),
  Activity: z.object({
    type: z.string(),
    Context: z.object({ key: textOrNull, librarySectionID: textOrNull }).nullish(),
  }),
});

const itemNews = (entry: unknown): PmsNotification[] => {
  const parsed = timelineEntry.safeParse(entry);
  if (!parsed.success) return [];
  const { identifier, itemID, sectionID, type, state, metadataState } = parsed.data;
  if (identifier !== libraryIdentifier) return [];
  if (type !== movieType && type !== deletionType) return [];
  const deleted = type === deletionType || state === deletedState || metadataState === "deleted";
  return [{ kind: "item", itemId: itemID, sectionKey: sectionID, state, metadataState, deleted }];
};

const activityNews = (entry: unknown): PmsNotification[] => {
  const parsed = activityEntry.safeParse(entry);
  if (!parsed.success) return [];
  const { type, Context } = parsed.data.Activity;
  const key = Context?.key ?? "";
  if (type === "library.refresh.items") {
    const id = /^\/library\/metadata\/([1-9]\d*)(?:\/|$)/.exec(key)?.[1];
    return id === undefined ? [] : [{ kind: "refresh-ended", itemId: Number(id) }];
  }
  if (type === "library.update.section") {
    const named = /^\/library\/sections\/(\d+)(?:\/|$)/.exec(key)?.[1];
    return [{ kind: "scan-ended", sectionKey: Context?.librarySectionID ?? named ?? null }];
  }
  return [];
};

const container = z.record(z.string(), z.unknown());

const parseJson = (message: string): unknown => {
  try {
    return JSON.parse(message) as unknown;
  } catch {
    return null;
  }
};

/**
 * What a message of the notification socket tells us; mostly nothing. Of the event stream it is known that the wrapper
 * may be missing and a list may be one object: both are understood (docs/reference/plex-contract.md, 11.7).
 */
export function readNotifications(message: string): readonly PmsNotification[] {
  // One new movie makes 156 messages, nearly all of other kinds (fact 37): those are not even parsed.
  if (!/TimelineEntry|ActivityNotification/.test(message)) return [];
  const outer = container.safeParse(parseJson(message));
  if (!outer.success) return [];
  const inner = container.safeParse(outer.data.NotificationContainer ?? outer.data);
  if (!inner.success) return [];
  return [
    ...elementsOf(inner.data.TimelineEntry).flatMap(itemNews),
    ...elementsOf(inner.data.ActivityNotification).flatMap(activityNews),
  ];
}
