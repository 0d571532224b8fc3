import { stripMarkup } from "./strip-markup.ts";

/** CR LF, CR, vertical tab, form feed, next line, line and paragraph separator. */
const LINE_BREAK = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** File, group, record and unit separator stand between words. */
const SEPARATOR_CONTROL = /[\u001c-\u001f]/g;
const CONTROL = /[^\P{Cc}\n\t]/gu;
/** Soft hyphen, zero width space, word joiner, invisible operators, byte order mark, embeddings, overrides, isolates. */
const INVISIBLE = /[\u00ad\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
/** Joiners hold emoji and letters of several scripts together; beside ASCII, a blank or an end they join nothing. */
const IDLE_JOINER = /(?<=^|[\p{ASCII}\s])[\u200c\u200d]+|[\u200c\u200d]+(?=$|[\p{ASCII}\s])/gu;
const DIRECTION_MARK = /[\u061c\u200e\u200f]/g;
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const BLANKS = /[^\S\n]+/g;
const BLANKS_AT_BREAK = / ?\n ?/g;
const MANY_BREAKS = /\n{3,}/g;
/** Most names are clean as they are; a scene may have hundreds. */
const CLEAN_ASCII = /^[!-~]+(?: [!-~]+)*$/;
/** The same for texts, without what could be markup. */
const CLEAN_TEXT = /^[!-%'-;=-~]+(?:(?: |\n\n?)[!-%'-;=-~]+)*$/;
const LONE_SURROGATE = /\ufffd/g;

function withoutInvisible(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed().replace(LONE_SURROGATE, "");
  const visible = wellFormed
    .replace(LINE_BREAK, "\n")
    .replace(SEPARATOR_CONTROL, " ")
    .replace(CONTROL, "")
    .replace(INVISIBLE, "")
    .replace(IDLE_JOINER, "");
  return RIGHT_TO_LEFT.test(visible) ? visible : visible.replace(DIRECTION_MARK, "");
}

/**
 * A text of several lines as Plex can show it: NFC, one kind of line break (kept, at most one empty line in a row),
 * no control or zero-width characters, blanks collapsed, HTML as text. Words never run into each other.
 *
 * @returns "" when nothing visible is left
 */
export function cleanParagraphs(text: string): string {
  if (CLEAN_TEXT.test(text)) return text;
  return withoutInvisible(stripMarkup(text))
    .replace(BLANKS, " ")
    .replace(BLANKS_AT_BREAK, "\n")
    .replace(MANY_BREAKS, "\n\n")
    .trim()
    .normalize("NFC");
}

/** Like {@link cleanParagraphs}, on one line: a line break becomes a blank. For titles. */
export function cleanLine(text: string): string {
  const clean = cleanParagraphs(text);
  return clean.includes("\n") ? clean.replace(/\n+/g, " ") : clean;
}

/**
 * A name of a person, studio, tag or group: one line, nothing invisible; markup and entities stay, since a name is
 * typed and not pasted, and must be found in Plex again.
 */
export function cleanName(text: string): string {
  if (CLEAN_ASCII.test(text)) return text;
  return withoutInvisible(text).replace(/\s+/g, " ").trim().normalize("NFC");
}

/** Text to compare names by: NFC without case. */
export function foldName(name: string): string {
  return cleanName(name).toLowerCase();
}

/** The names, cleaned, without empty ones and without repetitions (compared without case; the first spelling stays). */
export function distinctNames(names: Iterable<string>): string[] {
  const seen = new Map<string, string>();
  for (const name of names) {
    const clean = cleanName(name);
    const key = clean.toLowerCase();
    if (clean !== "" && !seen.has(key)) seen.set(key, clean);
  }
  return [...seen.values()];
}
