export { foldedSegments, foldPath, foldText } from "./fold.ts";
export { plexToStash, stashPathsOf, stashToPlex, type MappedPath } from "./map-path.ts";
export {
  baseNameOf,
  hasParentSegment,
  isAbsolutePath,
  joinPath,
  normalisePath,
  stripRoot,
} from "./normalise.ts";
export { parsePathRules } from "./parse-path-rules.ts";
export type { CheckedRules, PathRule, RefusedRule, TestPair } from "./path-rule.ts";
export { validateRules } from "./validate-rules.ts";
