import { baseNameOf, foldedSegments, stashToPlex, type PathRule } from "@stash2plex/shared/paths";

import type { MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import type { Difference } from "../difference.ts";
import type { FolderPairs } from "./folder-pairs.ts";

/** Why Plex has no item of a scene with these files. */
export type SceneReason = (paths: readonly string[]) => Pick<Difference, "plexPath" | "details"> & {
  readonly reason: "unmapped" | "outside-sections" | "episode-like-name" | "not-scanned";
};

/** `S01E02`, `s1.e2`, `1x02`: Plex's scanner of films leaves such files out, it takes them for episodes. */
const EPISODE = /(?<![\p{L}\p{N}])(?:s\d{1,4}[ ._-]?e\d{1,4}|\d{1,2}x\d{2,3})(?![\p{L}\p{N}])/iu;

export const isEpisodeLike = (path: string): boolean => EPISODE.test(baseNameOf(path));

const isBelow = (path: string, folders: readonly (readonly string[])[]): boolean => {
  const segments = foldedSegments(path);
  return folders.some((folder) => folder.every((segment, at) => segment === segments[at]));
};

export const createSceneReason = (
  rules: readonly PathRule[],
  sections: ReadonlyMap<string, MirroredSection>,
  pairs: FolderPairs,
): SceneReason => {
  const folders = [...sections.values()].flatMap((section) => section.folders.map(foldedSegments));

  /** Where Plex would see the files, and whether that is in a watched section; null: nobody knows. */
  const placeOf = (paths: readonly string[]) => {
    if (rules.length === 0) {
      const answers = paths.map((path) => pairs.holds(path));
      return { plexPath: null, isInside: answers.every((is) => is === false) ? false : true };
    }
    const mapped = paths.flatMap((path) => stashToPlex(rules, path)?.path ?? []);
    const inside = mapped.find((path) => isBelow(path, folders));
    return { plexPath: inside ?? mapped[0] ?? null, isInside: inside !== undefined };
  };
  return (paths) => {
    const { plexPath, isInside } = placeOf(paths);
    const at = { plexPath, details: null };
    if (rules.length > 0 && plexPath === null) return { ...at, reason: "unmapped" };
    if (!isInside) return { ...at, reason: "outside-sections" };
    if (paths.every(isEpisodeLike)) return { ...at, reason: "episode-like-name" };
    return { ...at, reason: "not-scanned" };
  };
};
