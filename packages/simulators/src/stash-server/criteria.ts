import { RE2JS } from "re2js";

export interface StringCriterion {
  readonly value: string;
  readonly modifier: string;
}

/** SQL LIKE without an escape: `_` and `%` are wildcards, ASCII letters have no case (docs/reference/stash.md, 2.2). */
function like(pattern: string): RE2JS {
  const source = Array.from(pattern)
    .map((character) => {
      if (character === "%") return "(?s:.*)";
      return character === "_" ? "(?s:.)" : asciiCaseless(character);
    })
    .join("");
  return RE2JS.compile(`^${source}$`);
}

function asciiCaseless(character: string): string {
  if (/[a-z]/i.test(character)) return `[${character.toLowerCase()}${character.toUpperCase()}]`;
  return RE2JS.quote(character);
}

/** The words of an INCLUDES: quoted it is one text, else white space parts it. */
function includedTexts(value: string): readonly string[] {
  const text = value.trim();
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return isQuoted ? [text.slice(1, -1)] : text.split(/\s+/);
}

/** Whether a text meets a criterion, with the quirks of the real server. Throws on a bad pattern, as it does. */
export function textTest({ value, modifier }: StringCriterion): (text: string) => boolean {
  if (modifier === "EQUALS") {
    const pattern = like(value);
    return (text) => value !== "" && pattern.matches(text);
  }
  if (modifier === "INCLUDES") {
    const patterns = includedTexts(value).map((text) => like(`%${text}%`));
    return (text) => patterns.some((pattern) => pattern.matches(text));
  }
  if (modifier === "MATCHES_REGEX") {
    const pattern = RE2JS.compile(value);
    return (text) => pattern.matcher(text).find();
  }
  throw new Error(`unsupported modifier ${modifier}`);
}

/** `findFile` is exact, but with `*` or `%` in the path it is a LIKE (fact 3). */
export function fileTest(path: string): (text: string) => boolean {
  const clean = path.replace(/\/{2,}/g, "/");
  if (!/[*%]/.test(clean)) return (text) => text === clean;
  const pattern = like(clean.replaceAll("*", "%"));
  return (text) => pattern.matches(text);
}
