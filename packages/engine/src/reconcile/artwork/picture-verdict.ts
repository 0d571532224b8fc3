import type { PmsArtEntry } from "@stash2plex/shared/pms";

/**
 * Whose the selected picture of a picker is.
 *
 * - `ours`: a recorded upload of ours.
 * - `user`: somebody chose it.
 * - `agent`: an agent or Plex itself put it there.
 * - `upload`: uploaded by somebody; only the bytes tell whether it is our picture.
 */
export type PictureVerdict = "ours" | "user" | "agent" | "upload";

/**
 * @param recorded SHA-1 of our uploads for this picker
 * @param isLocked whether the picture's field is locked. Selecting one locks it, by a person and by us alike (fact 33)
 */
export const pictureVerdict = (
  entries: readonly PmsArtEntry[],
  recorded: readonly string[],
  isLocked: boolean,
): PictureVerdict => {
  const sha1 = entries.find(({ selected }) => selected)?.uploadSha1 ?? null;
  if (sha1 === null) return isLocked ? "user" : "agent";
  return recorded.includes(sha1) ? "ours" : "upload";
};
