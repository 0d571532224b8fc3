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

const asSpelled = (path: string): string => `/${path.replaceAll("\\", "/")}`;

/**
 * Of files that are the same but for their Unicode form (NFC beside NFD in one folder are two files on most disks), those
 * that are spelt just as Plex spells the name: whole, else the base name. Where that tells nothing apart, all of them.
 */
export function preferSpelling(
  files: readonly IndexedFile[],
  spelled: readonly string[],
): readonly IndexedFile[] {
  if (scenesOf(files).length < 2) return files;
  for (const tail of [spelled, spelled.slice(-1)]) {
    const end = `/${tail.join("/")}`;
    const same = files.filter((file) => asSpelled(file.path).endsWith(end));
    if (same.length > 0) return same;
  }
  return files;
}

/**
 * Prefers the files whose path ends with these segments in this very case; where there is none, other case will do.
 * Both sides are compared in NFC; twins in another Unicode form are told apart by the spelling.
 *
 * @param spelled the segments as they came
 */
export function preferExactCase(
  files: readonly IndexedFile[],
  segments: readonly string[],
  spelled: readonly string[],
): FileHits {
  const tail = `/${segments.join("/")}`;
  const exact = files.filter((file) => `/${normalisePath(file.path)}`.endsWith(tail));
  if (exact.length === 0) return { files, exactCase: false };
  return { files: preferSpelling(exact, spelled), exactCase: true };
}

/** The scenes of files: a scene with several files counts once. */
export function scenesOf(files: readonly IndexedFile[]): readonly StashId[] {
  return [...new Set(files.map((file) => file.sceneId))];
}

/** The files of one scene among files. */
export function filesOf(files: readonly IndexedFile[], sceneId: StashId): readonly IndexedFile[] {
  return files.filter((file) => file.sceneId === sceneId);
}
