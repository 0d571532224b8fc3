import { fullDateIn } from "./full-date.ts";
import { isGenericWord, isUnspaced, letterWords } from "./name-words.ts";
import { stemKey } from "./stem.ts";

/** `abc123`: a few letters and a number of at least three digits. */
const CODE = /(?<![\p{L}\p{N}])([a-z]{2,6}) ?(\d{3,6})(?![\p{L}\p{N}])/gu;

/** `LKS-0042`: in capitals and with a hyphen it is a catalogue number, whatever the digits. */
const CATALOGUE_NUMBER = /(?<![\p{L}\p{N}])([A-Z]{2,6})-\d{3,6}(?![\p{L}\p{N}])/gu;

/** `dQw4w9WgXcQ`, `8f3ka92b`: letters and digits that change places at least four times. */
function isRandomMark(word: string): boolean {
  const changes = word.match(/\d(?=[a-z])|[a-z](?=\d)/g) ?? [];
  return word.length >= 8 && changes.length >= 4;
}

function hasCode(baseName: string, stem: string): boolean {
  for (const [, letters = ""] of baseName.matchAll(CATALOGUE_NUMBER)) {
    if (!isGenericWord(letters.toLowerCase())) return true;
  }
  for (const [, letters = "", digits = ""] of stem.matchAll(CODE)) {
    // A word before a year or a counter is no code: `Lakes 2018`, `Trip 001`.
    const counter = letters.length > 4 || /^(?:0|19\d\d$|20\d\d$)/.test(digits);
    if (!isGenericWord(letters) && !counter) return true;
  }
  return stem.split(" ").some(isRandomMark);
}

function hasTellingWords(stem: string): boolean {
  const words = letterWords(stem).filter((word) => !isGenericWord(word) && word.length > 1);
  if (words.some((word) => isUnspaced(word) && word.length >= 6)) return true;
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  return new Set(words).size >= 2 && letters >= 10;
}

/**
 * Whether a base name is hardly borne by two works: without generic words and bare numbers there remain two words of
 * ten letters together, a full date, or a code. Says in words what it has, or null.
 *
 * @example distinctiveBy("Lakes of Finland - Part 1.mp4") // "two telling words"
 * @example distinctiveBy("Opening.mp4") // null
 */
export function distinctiveBy(baseName: string): string | null {
  const stem = stemKey(baseName);
  if (fullDateIn(stem) !== null) return "a full date";
  if (hasTellingWords(stem)) return "two telling words";
  return hasCode(baseName, stem) ? "a code" : null;
}
