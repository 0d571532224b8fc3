import type { EventAction, EventObject, StashEvent } from "./stash-event.ts";

const objects: readonly EventObject[] = ["Scene", "Performer", "Studio", "Tag", "Group", "Movie"];
const actions: readonly EventAction[] = ["Create", "Update", "Destroy", "Merge"];

/** All that may concern an item; markers, galleries and images do not (docs/reference/stash.md, 4.2). */
const eventTypes: ReadonlySet<string> = new Set(
  objects.flatMap((object) => actions.map((action) => `${object}.${action}.Post`)),
);

/** Whether this is the name of a hook that may concern an item of Plex. Case counts, as in Stash. */
export function isEventType(value: unknown): value is StashEvent["type"] {
  return typeof value === "string" && eventTypes.has(value);
}
