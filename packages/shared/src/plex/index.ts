export * from "./identifiers.ts";
export type * from "./match-request.ts";
export type * from "./metadata.ts";
