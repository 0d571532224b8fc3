import type { MatchRequest } from "./match-request.ts";

export type ParsedMatchRequest =
  | { readonly ok: true; readonly request: MatchRequest }
  /** A sentence for the 400 answer. */
  | { readonly ok: false; readonly reason: string };

/** A field of the body, else of the query: two implementations of the contract do so (4.1). */
type FieldReader = (...names: readonly string[]) => unknown;

const MAX_FILENAME = 4096;
const MAX_TITLE = 1024;
const MAX_GUID = 512;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const OSHASH = /^[0-9a-f]{16}$/;
const INTEGER = /^\s*-?[0-9]{1,15}\s*$/;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Only own fields count, so that `__proto__` and the like are fields as any other unknown one. */
function fieldReader(
  body: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
): FieldReader {
  return (...names) => {
    for (const source of [body, query]) {
      for (const name of names) {
        const value = Object.hasOwn(source, name) ? source[name] : undefined;
        const single: unknown = Array.isArray(value) ? value[0] : value;
        if (single !== undefined && single !== null && single !== "") return single;
      }
    }
    return undefined;
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}

function shortTextOf(value: unknown, maxLength: number): string | undefined {
  const text = textOf(value)?.replaceAll("\0", "").slice(0, maxLength).toWellFormed().trim();
  return text === "" ? undefined : text;
}

function integerOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : undefined;
  return typeof value === "string" && INTEGER.test(value) ? Number(value) : undefined;
}

function flagOf(value: unknown): boolean {
  const text = typeof value === "string" ? value.trim().toLowerCase() : value;
  return text === true || text === 1 || text === "1" || text === "true";
}

/** The scanner says -1 for "no year" (docs/reference/plex-contract.md, 13, quirk 19). */
function yearOf(value: unknown): number | undefined {
  const year = integerOf(value);
  return year !== undefined && year >= 1000 && year <= 9999 ? year : undefined;
}

function matching(text: string | undefined, pattern: RegExp): string | undefined {
  return text !== undefined && pattern.test(text) ? text : undefined;
}

/** Blanks at either end may belong to a file name, so it is not trimmed. */
function filenameOf(value: unknown): { filename?: string; problem?: string } {
  const filename = textOf(value);
  if (filename === undefined || filename.trim() === "") return {};
  if (filename.length > MAX_FILENAME) {
    return { problem: `filename is longer than ${MAX_FILENAME} characters` };
  }
  if (filename.includes("\0")) return { problem: "filename holds a NUL character" };
  return { filename: filename.toWellFormed() };
}

function withoutUndefined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}

function nameOfKind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}

/**
 * Reads the body of a match request, tolerantly: numbers and flags may be strings, unknown fields are dropped, fields
 * missing in the body may stand in the query; only `type` is guaranteed (docs/reference/plex-contract.md, 4.1). Never
 * throws, looks at no nested value, and bounds every length.
 *
 * @param body what the JSON parser made of the body; undefined when there was none
 * @param query parsed query parameters
 */
export function parseMatchRequest(
  body: unknown,
  query: Readonly<Record<string, unknown>> = {},
): ParsedMatchRequest {
  if (body !== undefined && !isRecord(body)) {
    return { ok: false, reason: `The body must be a JSON object, not ${nameOfKind(body)}.` };
  }
  const field = fieldReader(body ?? {}, query);
  const type = integerOf(field("type"));
  if (type === undefined || type < 0) {
    return { ok: false, reason: "The field `type` is missing or not a number (1 is a movie)." };
  }
  const { filename, problem } = filenameOf(field("filename"));
  if (problem !== undefined) return { ok: false, reason: `The request is refused: ${problem}.` };
  const duration = integerOf(field("duration"));
  const request: MatchRequest = {
    type,
    ...withoutUndefined({
      title: shortTextOf(field("title"), MAX_TITLE),
      year: yearOf(field("year")),
      guid: shortTextOf(field("guid"), MAX_GUID),
      date: matching(shortTextOf(field("date"), MAX_TITLE), DAY),
      filename,
      duration: duration !== undefined && duration > 0 ? duration : undefined,
      oshash: matching(shortTextOf(field("oshash", "ohash"), MAX_TITLE)?.toLowerCase(), OSHASH),
    }),
    manual: flagOf(field("manual")),
    includeAdult: flagOf(field("includeAdult")),
  };
  return { ok: true, request };
}
