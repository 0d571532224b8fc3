import { foldedSegments, normalisePath } from "@stash2plex/shared/paths";

/** Whether a file lies below a folder, both as folded segments. */
export const isBelow = (file: readonly string[], folder: readonly string[]): boolean =>
  file.length > folder.length && folder.every((segment, at) => segment === file[at]);

/**
 * The name of a part as PMS gives it in a match request: relative to the folder of its section
 * (docs/reference/plex-contract.md, fact 9). A file outside of all folders keeps its whole path.
 *
 * @example relativeName("/media/films/Lakes/a.mp4", ["/media", "/media/films"]) // "Lakes/a.mp4"
 */
export const relativeName = (file: string, folders: readonly string[]): string => {
  const folded = foldedSegments(file);
  const depths = folders
    .map((folder) => foldedSegments(folder))
    .filter((folder) => isBelow(folded, folder))
    .map((folder) => folder.length);
  if (depths.length === 0) return file;
  const segments = normalisePath(file)
    .split("/")
    .filter((segment) => segment !== "");
  return segments.slice(Math.max(...depths)).join("/");
};
