export { findItems, type FindDeps, type FoundItem } from "./find-items.ts";
export { relativeName } from "./relative-name.ts";
