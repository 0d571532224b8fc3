export type * from "./plex-mirror.ts";
