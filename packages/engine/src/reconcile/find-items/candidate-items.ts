import {
  baseNameOf,
  foldPath,
  foldText,
  stashToPlex,
  type PathRule,
} from "@stash2plex/shared/paths";
import type { PmsItemId } from "@stash2plex/shared/pms";

import type { MirroredItem, PlexMirrorReader } from "../../plex-mirror/plex-mirror.ts";

/** Most items looked at for one base name: beyond that a name says nothing. */
const suffixLimit = 50;

/**
 * Items that may be of a scene with these files: at the path that the rules make of each, at the very same path, and
 * of the same base name. All files count: Plex may have any of them.
 */
export const candidateItems = (
  paths: readonly string[],
  plex: PlexMirrorReader,
  rules: readonly PathRule[],
): readonly MirroredItem[] => {
  const found = new Map<PmsItemId, MirroredItem>();
  for (const path of paths) {
    const mapped = stashToPlex(rules, path)?.path;
    const wholePaths = new Set([path, ...(mapped === undefined ? [] : [mapped])].map(foldPath));
    const items = [
      ...[...wholePaths].flatMap((whole) => plex.itemsByFoldedPath(whole)),
      ...plex.itemsBySuffix([foldText(baseNameOf(path))], suffixLimit),
    ];
    for (const item of items) found.set(item.id, item);
  }
  return [...found.values()];
};
