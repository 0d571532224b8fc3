import { foldedSegments } from "@stash2plex/shared/paths";

/** Bounds of the keys that begin with given reversed segments: `from <= key < below`. */
export interface KeyRange {
  readonly from: string;
  readonly below: string;
}

/** "0" follows "/" in every text order that compares bytes. */
const afterSlash = "0";

/** @param segments Folded. */
export const reversedKey = (segments: readonly string[]): string =>
  `${segments.toReversed().join("/")}/`;

/**
 * The key of a whole path: folded segments, last one first, each with a slash behind it.
 *
 * @example pathKey("/Media/Lakes/A.mp4") // "a.mp4/lakes/media/"
 */
export const pathKey = (path: string): string => reversedKey(foldedSegments(path));

/**
 * All keys of paths that end with these folded segments: one range of an index, so that the look-up costs the same in
 * a library of any size.
 *
 * @example suffixRange(["lakes", "a.mp4"]) // { from: "a.mp4/lakes/", below: "a.mp4/lakes0" }
 */
export const suffixRange = (segments: readonly string[]): KeyRange => {
  const from = reversedKey(segments);
  return { from, below: `${from.slice(0, -1)}${afterSlash}` };
};
