export type { EventAction, EventObject, StashEvent } from "./stash-event.ts";
export { coalesceEvents } from "./coalesce-events.ts";
export { doorbellPrefix, encodeDoorbell } from "./doorbell-line.ts";
export { type Doorbell, findDoorbells, scanDoorbells } from "./find-doorbells.ts";
export { eventOfHook } from "./hook-event.ts";
export {
  type ParsedEvent,
  type ParsedEvents,
  parseStashEvent,
  parseStashEvents,
} from "./parse-stash-event.ts";
