import type { DatabaseSync } from "node:sqlite";

import { foldedSegments } from "@stash2plex/shared/paths";

import { prepareQuery } from "../../store/typed-query.ts";
import { commonTail, segmentsOf } from "../path-segments.ts";

/** Files that Stash takes for one another, so that one of them is missing there. */
export interface TwinNames {
  /** A file of Stash that a scan takes for this one, because the path holds a wildcard (docs/reference/stash.md, fact 23). */
  wildcard(path: string): string | null;
  /**
   * A path of Plex that differs from this one by letter case only and is the one that Stash has (fact 37).
   *
   * @param stashPath what Stash has
   */
  otherCase(plexPath: string, stashPath: string): string | null;
}

/** Only these make Stash look a path up with LIKE (facts 3 and 23); in such a path `_` stands for any character, too. */
const MAKES_WILD = /[%*]/;
const WILD = /[%*_]/;

/** Most files looked at for one path. */
const lookLimit = 500;

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");

const patternOf = (segments: readonly string[]): RegExp =>
  new RegExp(`^${escaped(segments.join("/")).replace(/[%*]/g, ".*").replaceAll("_", ".")}$`, "su");

/** Whether two paths with the same end do not differ there by letter case. */
const isSpeltAlike = (a: string, b: string): boolean => {
  let at = a.length - 1;
  for (let other = b.length - 1; at >= 0 && other >= 0; at -= 1, other -= 1) {
    const [left = "", right = ""] = [a[at], b[other]];
    if (left !== right) return left.toLowerCase() !== right.toLowerCase();
  }
  return true;
};

export const createTwinNames = (db: DatabaseSync): TwinNames => {
  const byBeginning = prepareQuery<{ path: string }, [string, string]>(
    db,
    `SELECT f.path FROM file_path_keys k
       CROSS JOIN scene_files f ON f.scene_id = k.scene_id AND f.position = k.position
       WHERE k.key >= ? AND k.key < ? LIMIT ${lookLimit}`,
  );
  const byPlexKey = prepareQuery<{ file: string }, [string]>(
    db,
    `SELECT q.file FROM plex_part_keys k
       CROSS JOIN plex_items i ON i.id = k.item_id AND i.deleted_at IS NULL
       CROSS JOIN plex_parts q ON q.item_id = k.item_id AND q.position = k.position WHERE k.key = ?`,
  );
  return {
    wildcard: (path) => {
      if (!MAKES_WILD.test(path)) return null;
      const segments = foldedSegments(path);
      // From the first folder with a wildcard on: what stands before may be called otherwise on either side.
      const tail = segments.slice(segments.findIndex((segment) => MAKES_WILD.test(segment)));
      const name = tail.at(-1) ?? "";
      const pattern = patternOf(tail);
      const [from, below] = WILD.test(name)
        ? [name.slice(0, name.search(WILD)), `${name.slice(0, name.search(WILD))}\u{10ffff}`]
        : [`${name}/`, `${name}0`];
      const files = byBeginning.all(from, below).map((row) => row.path);
      return (
        files.find((file) => pattern.test(foldedSegments(file).slice(-tail.length).join("/"))) ??
        null
      );
    },
    otherCase: (plexPath, stashPath) => {
      if (isSpeltAlike(plexPath, stashPath)) return null;
      const own = segmentsOf(plexPath);
      const inStash = segmentsOf(stashPath);
      const isOwn = commonTail(own, inStash);
      const key = `${foldedSegments(plexPath).toReversed().join("/")}/`;
      const twin = byPlexKey
        .all(key)
        .map(({ file }) => file)
        .find((file) => commonTail(segmentsOf(file), inStash) > isOwn);
      return twin ?? null;
    },
  };
};
