import { foldText } from "@stash2plex/shared/paths";

import type { PlacedFile } from "./side-file.ts";

/** Finds the file that a path names, as the ladder does: exactly, else without regard to case where that is clear. */
export interface PathIndex {
  /** @param path Normalised. */
  at(path: string): PlacedFile | null;
}

export function createPathIndex(files: readonly PlacedFile[]): PathIndex {
  const first = new Map<string, PlacedFile>();
  const twins = new Map<string, PlacedFile[]>();
  for (const file of files) {
    const other = first.get(file.folded);
    if (other === undefined) first.set(file.folded, file);
    // A file that belongs to two scenes or two items is still one file.
    else if (other.path !== file.path) {
      twins.set(file.folded, [...(twins.get(file.folded) ?? [other]), file]);
    }
  }
  return {
    at: (path) => {
      const folded = foldText(path);
      const own = twins.get(folded);
      if (own === undefined) return first.get(folded) ?? null;
      return own.find((file) => file.path === path) ?? null;
    },
  };
}
