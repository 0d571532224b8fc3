import type { StashEvent } from "@stash2plex/shared/events";

import { priorities, type Priority, type WorkRequest } from "../queue.ts";

/** What events ask for. */
export interface EventWork {
  /** Each scene once for each kind of event. */
  readonly work: readonly WorkRequest[];
  /** A performer, tag, studio or group was edited: it must be read before the scenes that show it are found. */
  readonly wantsFollow: boolean;
  /** One was merged or deleted, which only a comparison of ids shows. */
  readonly wantsVanished: boolean;
}

const bulkMark = "ids";

/** What may be sent with an update and shows nowhere in Plex (docs/reference/stash.md, 4.5). */
const withoutConcern: ReadonlySet<string> = new Set([
  "id",
  bulkMark,
  "clientMutationId",
  "o_counter",
  "play_count",
  "play_duration",
  "resume_time",
]);

const concernsAnItem = ({ type, fields }: StashEvent): boolean =>
  type !== "Scene.Update.Post" ||
  fields === undefined ||
  fields.some((field) => !withoutConcern.has(field));

/**
 * A person waits for the edit of a single scene. Scans and tasks send no fields, edits in bulk hold `ids`
 * (docs/reference/stash.md, fact 31).
 */
const priorityOf = ({ fields }: StashEvent): Priority =>
  fields === undefined || fields.includes(bulkMark) ? priorities.bulk : priorities.interactive;

/** What a list of events, in any order and with repetitions, asks for. */
export const eventsToWork = (events: readonly StashEvent[]): EventWork => {
  const work = new Map<string, WorkRequest>();
  let wantsFollow = false;
  let wantsVanished = false;
  for (const event of events) {
    const [object, action] = event.type.split(".");
    if (object !== "Scene") {
      wantsFollow ||= action === "Update";
      wantsVanished ||= action === "Destroy" || action === "Merge";
      continue;
    }
    if (!concernsAnItem(event)) continue;
    const key = `${event.id} ${event.type}`;
    const priority = priorityOf(event);
    const known = work.get(key);
    if (known === undefined || priority < known.priority) {
      work.set(key, { sceneId: event.id, priority, cause: event.type });
    }
  }
  return { work: [...work.values()], wantsFollow, wantsVanished };
};
