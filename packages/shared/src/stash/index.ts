export type * from "./records.ts";
export type * from "./api.ts";
export type { StashVersion } from "./version.ts";
