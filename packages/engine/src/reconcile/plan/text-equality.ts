import { createHash } from "node:crypto";

import { foldName } from "@stash2plex/shared/item";

const MARK_LENGTH = 12;

/** A text as both sides compare it: NFC, one kind of line break, no blanks around it. */
export const plainText = (text: string): string =>
  text.normalize("NFC").replace(/\r\n?/g, "\n").trim();

export const sameText = (left: string, right: string): boolean =>
  plainText(left) === plainText(right);

/** Whether a name is among these; Plex knows one tag of a name whatever its case: its spelling is then kept. */
export const amongNames = (names: readonly string[]): ((name: string) => boolean) => {
  const folded = new Set(names.map(foldName));
  return (name) => folded.has(foldName(name));
};

/** Short hash of a text, to recognise later what we left a field at without keeping it. */
export const markOf = (text: string): string =>
  createHash("sha256").update(plainText(text)).digest("base64url").slice(0, MARK_LENGTH);

/** The same for a list, whose order says nothing. */
export const markOfList = (names: readonly string[]): string =>
  markOf(names.map(foldName).sort().join("\n"));
