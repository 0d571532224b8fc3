import { foldText, normalisePath } from "@stash2plex/shared/paths";

import type { Pair } from "./pair-files.ts";
import { liesBelow, rootLength, tailOf, type PlacedFile } from "./side-file.ts";

/** How many segments of a Plex path Plex would send: those below its library folder. */
function sentLength(folded: string, folders: readonly string[]): number {
  const above = folders.filter((folder) => liesBelow(folded, folder));
  const segments = folded.split("/");
  if (above.length === 0) return segments.length - rootLength(segments);
  return Math.min(
    ...above.map((folder) => segments.length - (folder === "/" ? 1 : folder.split("/").length)),
  );
}

/** How often each of these ends is an end of a path in Stash. */
function countTails(
  wanted: ReadonlySet<string>,
  stash: readonly PlacedFile[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { folded } of stash) {
    for (let at = folded.length; at > 0;) {
      at = folded.lastIndexOf("/", at - 1);
      const tail = folded.slice(at + 1);
      if (wanted.has(tail)) counts.set(tail, (counts.get(tail) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * The pairs that are matched without any rule, because Plex's name and the path in Stash share an end that no other
 * file of Stash has (and size or length agree).
 *
 * @param plexFolders of Plex's libraries: names are sent relative to them (docs/reference/plex-contract.md, fact 9)
 */
export function foundByName(
  pairs: readonly Pair[],
  stash: readonly PlacedFile[],
  plexFolders: readonly string[],
): ReadonlySet<Pair> {
  const folders = plexFolders.map((folder) => foldText(normalisePath(folder)));
  const tails = new Map(
    pairs.map((pair) => {
      const { folded } = pair.plex;
      return [pair, tailOf(folded, Math.min(pair.tail, sentLength(folded, folders)))];
    }),
  );
  const counts = countTails(new Set(tails.values()), stash);
  return new Set(pairs.filter((pair) => counts.get(tails.get(pair) ?? "") === 1));
}
