import { normalisePath } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import type { IndexedFile } from "./scene-index.ts";

/** Most files looked at for one name: beyond that nothing is unique any more. */
export const fileLimit = 200;

/** Files that fit a name, grouped by what tells them apart. */
export interface FileHits {
  readonly files: readonly IndexedFile[];
  /** False when only letter case differs. */
  readonly exactCase: boolean;
}

/**
 * Prefers the files whose path ends with these segments in this very case; where there is none, other case will do.
 * Both sides are compared in NFC.
 */
export function preferExactCase(
  files: readonly IndexedFile[],
  segments: readonly string[],
): FileHits {
  const tail = `/${segments.join("/")}`;
  const exact = files.filter((file) => `/${normalisePath(file.path)}`.endsWith(tail));
  return exact.length > 0 ? { files: exact, exactCase: true } : { files, exactCase: false };
}

/** The scenes of files: a scene with several files counts once. */
export function scenesOf(files: readonly IndexedFile[]): readonly StashId[] {
  return [...new Set(files.map((file) => file.sceneId))];
}

/** The files of one scene among files. */
export function filesOf(files: readonly IndexedFile[], sceneId: StashId): readonly IndexedFile[] {
  return files.filter((file) => file.sceneId === sceneId);
}
