/** Whether two texts are the same file name to a person: macOS shares hand out NFD, Stash keeps what it was given. */
const sameText = (one: string, other: string): boolean =>
  one === other || one.normalize("NFC") === other.normalize("NFC");

/** Exact comparison of two paths, except for the Unicode form. */
export const isSamePath = sameText;

/** The spellings under which Stash may know a path: it tells NFC from NFD everywhere (docs/reference/stash.md, 2.2). */
export function spellingsOf(text: string): readonly string[] {
  return [...new Set([text, text.normalize("NFC"), text.normalize("NFD")])];
}

/** Whether the last segment of a path of Stash is this base name. A path that begins with `/` is of a Unix machine. */
export function hasBaseName(path: string, baseName: string): boolean {
  const separator = path.startsWith("/") ? "/" : "\\";
  return sameText(path.slice(path.lastIndexOf(separator) + 1), baseName);
}

/**
 * Escapes a text for Stash's regular expressions: a backslash before each ASCII punctuation character. `\Q..\E` would
 * break on Windows paths (docs/reference/stash.md, 2.2).
 */
const escapePattern = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, "\\$&");

/** A pattern that is true equality with one of these paths. */
export function exactPathPattern(paths: readonly string[]): string {
  return `^(?:${paths.map(escapePattern).join("|")})$`;
}

/** A pattern that finds every path that ends with one of these base names, under either separator. */
export function baseNamePattern(baseNames: readonly string[]): string {
  return `[/\\\\](?:${baseNames.map(escapePattern).join("|")})$`;
}
