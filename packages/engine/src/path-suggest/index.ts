export type { SideFile } from "./side-file.ts";
export { suggestPathRules } from "./suggest-path-rules.ts";
export type * from "./suggestion.ts";
export type { WrittenRule } from "./candidate-rule.ts";
export { readBothSides, type BothSides } from "./read-sides.ts";
