const DEVICE_SHARE = /^\/\/[?.]\/unc\//i;
const DEVICE_DRIVE = /^\/\/[?.]\/(?=[a-z]:)/i;
const DRIVE = /^[a-z]:(?=\/|$)/i;
const SHARE = /^\/\/[^/]+(?:\/[^/]+)?/;

/** Plain ASCII without backslash, and what would still have to change in it. Most paths are done with that. */
const PLAIN = /^[ -[\]-~]+$/;
const TO_CHANGE = /\/\/|(?:^|\/)\.(?:\/|$)|.\/$|^[a-z]:/;

function normaliseOnce(path: string): string {
  const slashed = path
    .normalize("NFC")
    .replaceAll("\\", "/")
    .replace(DEVICE_SHARE, "//")
    .replace(DEVICE_DRIVE, "");
  const segments = slashed.split("/").filter((segment) => segment !== "" && segment !== ".");
  const isShare = /^\/\/[^/]/.test(slashed) && segments.length > 0;
  const lead = isShare ? "//" : slashed.startsWith("/") ? "/" : "";
  return (lead + segments.join("/")).replace(DRIVE, (drive) => drive.toUpperCase());
}

/**
 * One spelling for a path, absolute or relative, of any system: Unicode NFC, forward slashes, no doubled slash, no `.`
 * segment, no trailing slash, a capital drive letter. Other case and `..` stay as they are; the two slashes of a UNC
 * path stay too.
 * NFC because shares of a Mac hand out decomposed names (docs/reference/stash.md, 2.2).
 *
 * @example normalisePath("d:\\Media\\.\\Lakes\\") // "D:/Media/Lakes"
 * @example normalisePath("\\\\nas\\media//a.mp4") // "//nas/media/a.mp4"
 * @example normalisePath("\\\\?\\D:\\a.mp4") // "D:/a.mp4"
 */
export function normalisePath(path: string): string {
  if (PLAIN.test(path) && !TO_CHANGE.test(path)) return path;
  const normal = normaliseOnce(path);
  // What was left out in front may have hidden another device prefix.
  return normal.startsWith("//") && normal !== path ? normalisePath(normal) : normal;
}

/**
 * The last segment of a path, NFC; "" when there is none.
 * @example baseNameOf("D:\\Media\\a.mp4") // "a.mp4"
 */
export function baseNameOf(path: string): string {
  const normal = normalisePath(path);
  return normal.slice(normal.lastIndexOf("/") + 1);
}

/**
 * Whether a path climbs (`..`): such a name is never resolved, it could leave every library folder.
 * @example hasParentSegment("Lakes/../../etc/a.mp4") // true
 */
export function hasParentSegment(path: string): boolean {
  return normalisePath(path).split("/").includes("..");
}

/**
 * Whether a path starts at a root: `/`, a drive or a UNC share.
 * @example isAbsolutePath("D:\\a.mp4") // true
 */
export function isAbsolutePath(path: string): boolean {
  const normal = normalisePath(path);
  return normal.startsWith("/") || DRIVE.test(normal);
}

/**
 * A path without its root (`/`, drive, UNC server and share), normalised: what may be compared as the tail of a path
 * on another machine.
 *
 * @example stripRoot("D:\\Media\\a.mp4") // "Media/a.mp4"
 * @example stripRoot("\\\\nas\\media\\Lakes\\a.mp4") // "Lakes/a.mp4"
 * @example stripRoot("/Movies/a.mp4") // "Movies/a.mp4"
 */
export function stripRoot(path: string): string {
  return normalisePath(path).replace(SHARE, "").replace(DRIVE, "").replace(/^\/+/, "");
}

/**
 * A name below a folder.
 * @example joinPath("/data", "Lakes/a.mp4") // "/data/Lakes/a.mp4"
 * @example joinPath("/", "a.mp4") // "/a.mp4"
 */
export function joinPath(folder: string, name: string): string {
  return normalisePath(folder.endsWith("/") ? folder + name : `${folder}/${name}`);
}
