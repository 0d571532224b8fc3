// For programs that must start at once: nothing here imports a library.
export { doorbellPrefix, encodeDoorbell } from "./doorbell-line.ts";
export { eventOfHook } from "./hook-event.ts";
export type { StashEvent } from "./stash-event.ts";
