export type { EventAction, EventObject, StashEvent } from "./stash-event.ts";
