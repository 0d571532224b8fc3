import {
  foldText,
  hasParentSegment,
  isAbsolutePath,
  normalisePath,
} from "@stash2plex/shared/paths";

/** One file as one of both sides has it. */
export interface SideFile {
  /** Absolute, as that side spells it. */
  readonly path: string;
  /** Bytes; null: not known. */
  readonly size: number | null;
  /** Seconds; null: not known. */
  readonly duration: number | null;
}

/** A file whose path can be compared. */
export interface PlacedFile extends SideFile {
  /** As its side spells it. */
  readonly given: string;
  /** The path, folded segment by segment: it has as many of them as the path. */
  readonly folded: string;
}

/** A file with the path in its one spelling, or null: a relative path or one that climbs (`..`) tells no place. */
export function placeFile(file: SideFile): PlacedFile | null {
  if (!isAbsolutePath(file.path) || hasParentSegment(file.path)) return null;
  const path = normalisePath(file.path);
  return { ...file, path, given: file.path, folded: foldText(path) };
}

/** Where the folders of a path begin, in segments: behind `/`, a drive, or server and share. */
export const rootLength = (segments: readonly string[]): number =>
  segments[0] === "" && segments[1] === "" ? 4 : 1;

/** Where the last `segments` segments of a path begin: the slash before them. */
function cutBefore(path: string, segments: number): number {
  let at = path.length;
  for (let left = segments; left > 0 && at > 0; left -= 1) at = path.lastIndexOf("/", at - 1);
  return at;
}

/** The folder above the last segments of a path. */
export const headOf = (path: string, segments: number): string =>
  path.slice(0, Math.max(0, cutBefore(path, segments))) || "/";

/** The last segments of a path. */
export const tailOf = (path: string, segments: number): string =>
  path.slice(cutBefore(path, segments) + 1);

/** Whether a folded path lies below a folded folder. */
export const liesBelow = (folded: string, folder: string): boolean =>
  folder === "/" || folded.startsWith(`${folder}/`);

export const nameOf = (folded: string): string => folded.slice(folded.lastIndexOf("/") + 1);

/** A share is a root of two names. */
const mostTail = (path: string): number => {
  const segments = path.startsWith("//") ? path.split("/") : null;
  return segments === null ? Infinity : segments.length - rootLength(segments);
};

/**
 * How many segments two paths share at their ends, the base name among them; roots never count.
 * @example commonTail("/media/alps/a.mp4", "d:/alps/a.mp4") // 2
 */
export function commonTail(left: string, right: string): number {
  let same = 0;
  for (let back = 1; back <= left.length && back <= right.length; back += 1) {
    const character = left[left.length - back];
    if (character !== right[right.length - back]) break;
    if (character === "/") same += 1;
  }
  return Math.min(same, mostTail(left), mostTail(right));
}
