import type { DatabaseSync } from "node:sqlite";

import { foldedSegments, joinPath } from "@stash2plex/shared/paths";

import type { MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import { isBelow } from "../../reconcile/find-items/relative-name.ts";
import { prepareQuery } from "../../store/typed-query.ts";
import { commonTail, segmentsOf } from "../path-segments.ts";

/** Which folders of Stash the watched sections show, as files that both sides have tell. */
export interface FolderPairs {
  /** A file of a section that both sides have. */
  add(plexPath: string, stashPath: string, sectionKey: string): void;
  /** Where a section shows a file of Stash: a place, `outside` of all sections, or null: nothing is known. */
  placeOf(stashPath: string): PlexPlace | "outside" | null;
}

/** Where Plex would see a file. */
export interface PlexPlace {
  readonly sectionKey: string;
  readonly plexPath: string;
}

/** A folder of a section, and the folder of Stash that holds the same files. */
interface FolderPair {
  readonly sectionKey: string;
  /** As PMS spells it. */
  readonly plexFolder: string;
  /** Folded. */
  readonly stashFolder: readonly string[];
}

/** Of each section, so many files are taken from the list as it comes, then one in so many. */
const firstFiles = 200;
const oneIn = 64;
/** Places at which known items are looked up. */
const samples = 1_000;

/** What the index `plex_items_live_by_scene` holds: where no item is a scene's, it is empty. */
const live = "FROM plex_items WHERE deleted_at IS NULL AND scene_id IS NOT NULL";

/** A name alone may be the same by chance in any two folders. */
const leastTail = 2;

const deepestFirst = (a: FolderPair, b: FolderPair): number =>
  b.stashFolder.length - a.stashFolder.length;

const placeBelow = (
  { sectionKey, plexFolder, stashFolder }: FolderPair,
  stashPath: string,
): PlexPlace => {
  const below = segmentsOf(stashPath).slice(stashFolder.length);
  return { sectionKey, plexPath: joinPath(plexFolder, below.join("/")) };
};

export const createFolderPairs = (
  db: DatabaseSync,
  sections: ReadonlyMap<string, MirroredSection>,
): FolderPairs => {
  const folders = new Map(
    [...sections].map(([key, section]) => [
      key,
      section.folders.map((path) => ({ path, segments: foldedSegments(path) })),
    ]),
  );
  const own = [...folders].flatMap(([sectionKey, list]) =>
    list.map(({ path, segments }) => ({ sectionKey, plexFolder: path, stashFolder: segments })),
  );
  const known = new Map<string, FolderPair>();
  const counts = new Map<string, number>();
  let isSampled = false;

  /** The folders above what both paths have in common; on the side of Plex at or below the folder of the section. */
  const learn = (plexPath: string, stashPath: string, sectionKey: string): void => {
    const file = foldedSegments(plexPath);
    const other = foldedSegments(stashPath);
    const common = commonTail(file, other);
    for (const { path, segments } of folders.get(sectionKey) ?? []) {
      if (!isBelow(file, segments)) continue;
      const below = file.length - segments.length;
      const tail = Math.min(common, below);
      if (tail < below && tail < leastTail) continue;
      const between = segmentsOf(plexPath).slice(segments.length, file.length - tail);
      const plexFolder = between.length === 0 ? path : joinPath(path, between.join("/"));
      const stashFolder = other.slice(0, other.length - tail);
      known.set(stashFolder.join("/"), { sectionKey, plexFolder, stashFolder });
    }
  };
  const bounds = prepareQuery<{ low: number | null; high: number | null }>(
    db,
    `SELECT (SELECT min(scene_id) ${live}) AS low, (SELECT max(scene_id) ${live}) AS high`,
  );
  const heldFrom = prepareQuery<{ file: string; path: string; sectionKey: string }, [number]>(
    db,
    `SELECT q.file, f.path, i.section_key AS sectionKey
       FROM (SELECT id, section_key, scene_id ${live} AND scene_id >= ? ORDER BY scene_id LIMIT 1) i
       CROSS JOIN plex_parts q ON q.item_id = i.id
       CROSS JOIN scene_files f ON f.scene_id = i.scene_id`,
  );
  const sample = (): void => {
    const { low, high } = bounds.get() ?? { low: null, high: null };
    if (low === null || high === null) return;
    const step = Math.max(1, (high - low + 1) / samples);
    for (let at = low; at <= high; at += step) {
      for (const { file, path, sectionKey } of heldFrom.all(Math.floor(at))) {
        learn(file, path, sectionKey);
      }
    }
  };
  return {
    add: (plexPath, stashPath, sectionKey) => {
      const count = counts.get(sectionKey) ?? 0;
      counts.set(sectionKey, count + 1);
      if (count < firstFiles || count % oneIn === 0) learn(plexPath, stashPath, sectionKey);
    },
    placeOf: (stashPath) => {
      if (!isSampled) {
        isSampled = true;
        sample();
      }
      const path = foldedSegments(stashPath);
      const isAbove = ({ stashFolder }: FolderPair): boolean => isBelow(path, stashFolder);
      const pair = own.find(isAbove) ?? [...known.values()].filter(isAbove).sort(deepestFirst)[0];
      if (pair !== undefined) return placeBelow(pair, stashPath);
      return known.size === 0 ? null : "outside";
    },
  };
};
