import {
  foldedSegments,
  normalisePath,
  stashToPlex,
  type PathRule,
} from "@stash2plex/shared/paths";
import type { PmsClient } from "@stash2plex/shared/pms";

import type { MirroredSection, PlexMirrorReader } from "../plex-mirror/plex-mirror.ts";

export interface ScanPlace {
  readonly sectionKey: string;
  /** Absolute, as PMS sees it. */
  readonly folder: string;
}

/** The folder of a file, whichever slashes its path has. */
export const folderOf = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")));

const holds = (section: MirroredSection, folder: readonly string[]): boolean =>
  section.folders.some((location) => {
    const segments = foldedSegments(location);
    return segments.every((segment, at) => segment === folder[at]);
  });

/** Where Plex would have to look for a file of Stash: a folder at or below one of a watched section's; else null. */
export const scanPlaceOf = (
  stashPath: string,
  plex: Pick<PlexMirrorReader, "sections">,
  rules: readonly PathRule[],
): ScanPlace | null => {
  const file = stashToPlex(rules, stashPath)?.path ?? normalisePath(stashPath);
  const folder = folderOf(file);
  const segments = foldedSegments(folder);
  const section = plex
    .sections()
    .find((entry) => entry.watched && entry.type === "movie" && holds(entry, segments));
  return section === undefined ? null : { sectionKey: section.key, folder };
};

export const scanFor = async (
  place: ScanPlace,
  pms: Pick<PmsClient, "scan">,
  signal?: AbortSignal,
): Promise<void> => {
  await pms.scan(place.sectionKey, place.folder, signal === undefined ? {} : { signal });
};
