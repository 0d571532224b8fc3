import { foldedSegments, joinPath, stashPathsOf, type PathRule } from "@stash2plex/shared/paths";

import type { MirroredPart, MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import { isBelow, relativeName } from "../../reconcile/find-items/relative-name.ts";
import { pathKey, reversedKey } from "../../stash-mirror/path-keys.ts";

/** Where a part lies, in the forms that indexes know. */
export interface PartPlace {
  /** Folded segments below the folder of the section. */
  readonly below: readonly string[];
  /** Paths in Stash that are proved to be the part, where Stash has a file there: by rules, or as both see it. */
  readonly candidates: readonly { readonly key: string; readonly path: string }[];
}

const DRIVE = /^[a-z]:$/;

/** The folders of a section, folded once. */
export interface SectionFolders {
  readonly folders: readonly { readonly path: string; readonly segments: readonly string[] }[];
}

export const sectionFolders = ({ folders }: MirroredSection): SectionFolders => ({
  folders: folders.map((path) => ({ path, segments: foldedSegments(path) })),
});

/**
 * The place of a part whose name the ladder would take as it is; null where only the ladder itself can tell: a file
 * outside of its section, a name that climbs, one that begins with a drive.
 */
export const partPlace = (
  { file }: Pick<MirroredPart, "file">,
  { folders }: SectionFolders,
  rules: readonly PathRule[],
): PartPlace | null => {
  if (file.includes("..")) return null;
  const segments = foldedSegments(file);
  const depths = folders.flatMap((folder) =>
    isBelow(segments, folder.segments) ? [folder.segments.length] : [],
  );
  if (depths.length === 0) return null;
  const depth = Math.max(...depths);
  const below = segments.slice(depth);
  const [first = ""] = below;
  if (DRIVE.test(first)) return null;
  const same = folders.map(({ path, segments: folder }) => ({
    key: reversedKey([...folder, ...below]),
    // The file itself where it lies there: joined, a path costs more.
    path:
      folder.length === depth && isBelow(segments, folder) ? file : joinPath(path, below.join("/")),
  }));
  if (rules.length === 0) return { below, candidates: same };
  const paths = stashPathsOf(
    rules,
    relativeName(
      file,
      folders.map(({ path }) => path),
    ),
    folders.map(({ path }) => path),
  );
  const mapped = paths.map(({ path }) => ({ key: pathKey(path), path }));
  return { below, candidates: [...mapped, ...same] };
};
