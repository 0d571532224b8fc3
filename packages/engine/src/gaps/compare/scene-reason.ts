import { baseNameOf, foldedSegments, stashToPlex, type PathRule } from "@stash2plex/shared/paths";

import type { MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import type { Difference } from "../difference.ts";
import type { FolderPairs } from "./folder-pairs.ts";

/** Why Plex has no item of a scene with these files. */
export type SceneReason = (paths: readonly string[]) => Pick<
  Difference,
  "plexPath" | "sectionKey" | "details"
> & {
  readonly reason: "unmapped" | "outside-sections" | "episode-like-name" | "not-scanned";
};

/** `S01E02`, `s1.e2`, `1x02`: Plex's scanner of films leaves such files out, it takes them for episodes. */
const EPISODE = /(?<![\p{L}\p{N}])(?:s\d{1,4}[ ._-]?e\d{1,4}|\d{1,2}x\d{2,3})(?![\p{L}\p{N}])/iu;

export const isEpisodeLike = (path: string): boolean => EPISODE.test(baseNameOf(path));

const isBelow = (path: string, section: MirroredSection): boolean => {
  const segments = foldedSegments(path);
  return section.folders
    .map(foldedSegments)
    .some((folder) => folder.every((segment, at) => segment === segments[at]));
};

/** Where Plex would see a file: in a watched section, outside of all, or nobody knows where. */
interface Place {
  readonly plexPath: string | null;
  readonly sectionKey: string | null;
  readonly isOutside: boolean;
}

const nowhere: Place = { plexPath: null, sectionKey: null, isOutside: false };

export const createSceneReason = (
  rules: readonly PathRule[],
  sections: ReadonlyMap<string, MirroredSection>,
  pairs: FolderPairs,
): SceneReason => {
  const byRules = (path: string): Place => {
    const plexPath = stashToPlex(rules, path)?.path ?? null;
    if (plexPath === null) return nowhere;
    const section = [...sections.values()].find((one) => isBelow(plexPath, one));
    return { plexPath, sectionKey: section?.key ?? null, isOutside: section === undefined };
  };
  const byPairs = (path: string): Place => {
    const place = pairs.placeOf(path);
    if (place === "outside") return { ...nowhere, isOutside: true };
    return place === null ? nowhere : { ...place, isOutside: false };
  };
  const placeOf = rules.length > 0 ? byRules : byPairs;
  /** Of several files the one counts that Plex could have. */
  const bestOf = (places: readonly Place[]): Place =>
    places.find(({ sectionKey }) => sectionKey !== null) ??
    places.find(
      ({ isOutside, plexPath }) => !isOutside && plexPath === null && rules.length === 0,
    ) ??
    places.find(({ plexPath }) => plexPath !== null) ??
    places[0] ??
    nowhere;

  return (paths) => {
    const { plexPath, sectionKey, isOutside } = bestOf(paths.map(placeOf));
    const at = { plexPath, sectionKey, details: null };
    if (rules.length > 0 && plexPath === null) return { ...at, reason: "unmapped" };
    if (isOutside) return { ...at, reason: "outside-sections" };
    if (paths.every(isEpisodeLike)) return { ...at, reason: "episode-like-name" };
    return { ...at, reason: "not-scanned" };
  };
};
