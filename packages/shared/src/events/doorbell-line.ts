import type { StashEvent } from "./stash-event.ts";

/** What every doorbell line begins with, behind the mark that Stash puts before lines of plugins. */
export const doorbellPrefix = "stash2plex/1 ";

/** The line that a hook logs at trace level, without a line feed: `stash2plex/1 {"type":..,"id":..,"fields":[..]}`. */
export function encodeDoorbell({ type, id, fields }: StashEvent): string {
  return doorbellPrefix + JSON.stringify({ type, id, fields });
}
