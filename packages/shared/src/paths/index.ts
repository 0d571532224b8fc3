export { foldedSegments, foldPath, foldText } from "./fold.ts";
export {
  baseNameOf,
  hasParentSegment,
  isAbsolutePath,
  normalisePath,
  stripRoot,
} from "./normalise.ts";
