import { foldText } from "./fold.ts";
import { isAbsolutePath, normalisePath } from "./normalise.ts";
import { PathRuleError, type Directions } from "./path-rule.ts";

/** The segments of a folder; of the root itself only the empty one before its slash. */
const segmentsOf = (folder: string): readonly string[] => {
  const normal = normalisePath(folder);
  return normal === "/" ? [""] : normal.split("/");
};

const isShare = (path: string): boolean => path.startsWith("//");

/** `path` with the folder `from` replaced by `to`; null when it does not lie there. Only whole folders count. */
function moved(
  path: string,
  from: readonly string[],
  to: readonly string[],
  same: (left: string, right: string) => boolean,
): string | null {
  const segments = path.split("/");
  // A share must not be taken for a folder below the root `/`.
  if (isShare(path) !== isShare(from.join("/"))) return null;
  if (!from.every((segment, at) => same(segment, segments[at] ?? "/"))) return null;
  const rest = segments.slice(from.length);
  return [...to, ...rest].join("/") || "/";
}

function requireAbsolute(folder: string, side: string): void {
  if (isAbsolutePath(folder)) return;
  const hint = /[()^$*\\[\]]/.test(folder)
    ? " A regular expression is written as `{match, to}` on both sides."
    : " Names relative to a library folder are covered by `plexRoot`.";
  throw new PathRuleError(
    `\`${side}\` must be an absolute folder such as /data/media, not "${folder}".${hint}`,
  );
}

/**
 * A pair of folders with the same tree below.
 * @param caseInsensitive whether `/Data` fits `/data`; the result is spelled as the rule spells it
 */
export function prefixDirections(
  plex: string,
  stash: string,
  caseInsensitive: boolean,
): Directions {
  requireAbsolute(plex, "plex");
  requireAbsolute(stash, "stash");
  const plexFolder = segmentsOf(plex);
  const stashFolder = segmentsOf(stash);
  const same = caseInsensitive
    ? (left: string, right: string) => foldText(left) === foldText(right)
    : (left: string, right: string) => left === right;
  return {
    toStash: (path) => moved(path, plexFolder, stashFolder, same),
    toPlex: (path) => moved(path, stashFolder, plexFolder, same),
  };
}
