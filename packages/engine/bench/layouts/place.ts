import type { Layout, LayoutFile } from "./layout.ts";
import type { PlainScene } from "./memory-scene-index.ts";
import type { Trap } from "./traps.ts";
import type { Work } from "./works.ts";

/** How one side spells the place of a file. */
export type Placing = (folders: readonly string[], baseName: string) => string;

/** Works and traps, and how both sides place them. */
export interface Sides {
  readonly works: readonly Work[];
  readonly traps: readonly Trap[];
  readonly plex: Placing;
  readonly stash: Placing;
}

export const below =
  (root: string, separator = "/"): Placing =>
  (folders, baseName) =>
    root + [...folders, baseName].join(separator);

export const scenesAt = (works: readonly Work[], stash: Placing): readonly PlainScene[] =>
  works.map(({ sceneId, folders, baseName }) => ({
    id: sceneId,
    files: [stash(folders, baseName)],
  }));

export const filesAt = (works: readonly Work[], plex: Placing): readonly LayoutFile[] =>
  works.map(({ sceneId, folders, baseName, kind }) => ({
    filename: plex(folders, baseName),
    sceneId,
    telling: kind === "telling",
  }));

export const trapsAt = (traps: readonly Trap[], plex: Placing): readonly LayoutFile[] =>
  traps.map(({ folders, baseName }) => ({
    filename: plex(folders, baseName),
    sceneId: null,
    telling: false,
  }));

/** The layout in which both sides have the same works, each placed in its own way. */
export function placed(
  name: string,
  { works, traps, plex, stash }: Sides,
  libraryFolders: readonly string[],
  rules: readonly unknown[],
): Layout {
  return {
    name,
    library: { scenes: scenesAt(works, stash), folders: libraryFolders },
    files: [...filesAt(works, plex), ...trapsAt(traps, plex)],
    rules,
  };
}
