/** A Stash version as numbers; develop builds carry the number of the release they follow. */
export interface StashVersion {
  /** As Stash says it, such as `v0.30.1` or `v0.30.1-19-gcf3489efd`. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** The oldest release whose interface has all that we ask (docs/reference/stash.md, 1.3). */
export const oldestSupportedVersion: StashVersion = {
  text: "v0.25.0",
  major: 0,
  minor: 25,
  patch: 0,
};

const numbers = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?![\d.])/;

/**
 * Reads the number of a release or of a develop build.
 *
 * @param text what Stash calls its version: `v0.30.1`, `0.28.0`, `v0.30.1-19-gcf3489efd`.
 * @returns null when the text holds no version number (some self-made builds).
 */
export function parseStashVersion(text: string): StashVersion | null {
  const match = numbers.exec(text.trim());
  if (match === null) return null;
  const [, major, minor, patch = "0"] = match;
  return { text: text.trim(), major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Whether a version is this release or a later one; a develop build counts as the release it follows. */
export function isAtLeast(version: StashVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}
