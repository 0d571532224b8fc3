const plainWord = /^[a-z0-9]+$/u;
const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;

/** Words as the full-text index cuts them: letters, digits and marks only, so that every word is one term there. */
export const indexWords = (tokens: readonly string[]): string[] => [
  ...new Set(
    tokens.flatMap((token) => (plainWord.test(token) ? token : (token.match(wordPattern) ?? []))),
  ),
];
