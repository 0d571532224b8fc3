import { normalisePath } from "./normalise.ts";

const ASCII = /^[ -~]*$/;

/**
 * Lower case that does not depend on what stands beside a letter: a Greek sigma at the end of a word has a form of its
 * own, and would make the same letters differ by their position.
 *
 * @example foldText("ΑΣ") // "ασ"
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFC").toLowerCase().replaceAll("ς", "σ").normalize("NFC");
}

/**
 * The comparison key of a path: `normalisePath`, lower case, one leading slash at most. Two paths with the same key
 * may still be two files on a system that tells case apart.
 *
 * @example foldPath("/Data/Media//Caf\u0065\u0301.mp4") // "/data/media/café.mp4"
 * @example foldPath("\\\\NAS\\Media\\a.mp4") // "/nas/media/a.mp4"
 */
export function foldPath(path: string): string {
  return foldText(normalisePath(path)).replace(/^\/\//, "/");
}

/**
 * The segments of the folded path, the base name last. A drive is a segment of its own.
 *
 * @example foldedSegments("/Media/Lakes/A.mp4") // ["media", "lakes", "a.mp4"]
 */
export function foldedSegments(path: string): string[] {
  return foldPath(path)
    .split("/")
    .filter((segment) => segment !== "");
}
