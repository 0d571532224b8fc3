import { foldText } from "@stash2plex/shared/paths";

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}+#]*/gu;
const APOSTROPHES = /['’ʼ`]/gu;

/**
 * The words of a title in their order, lower case, NFC, without punctuation. `C++` and `C#` keep what tells them from
 * `C`; an apostrophe does not cut a word.
 *
 * @example titleTokens("The Director's Lake, Part 2") // ["the", "directors", "lake", "part", "2"]
 */
export function titleTokens(text: string): string[] {
  return foldText(text).replace(APOSTROPHES, "").match(WORD) ?? [];
}

/**
 * A key that is the same for titles with the same words in any order.
 * @example titleKey("Lake, The (Part 2)") // "2 lake part the"
 */
export function titleKey(text: string): string {
  return keyOfTokens(titleTokens(text));
}

/** `titleKey` of a title whose words are known already. */
export function keyOfTokens(tokens: readonly string[]): string {
  return [...new Set(tokens)].sort().join(" ");
}
