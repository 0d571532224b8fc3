export * from "./edits.ts";
export { createLibrary, Library, type LibraryEvent, type LibraryOptions } from "./library.ts";
export type * from "./model.ts";
