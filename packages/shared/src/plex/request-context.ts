/** Headers as Node gives them: names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A parsed query; values may be anything a query parser makes. */
export type RequestQuery = Readonly<Record<string, unknown>>;

export interface Paging {
  /** 0-based (docs/reference/plex-contract.md, section 3: the real extras call sends 0). */
  readonly start: number;
  readonly size: number;
}

export interface Locale {
  /** Language tag such as `en-US`, from the library's language setting. */
  readonly language?: string;
  /** Two letters, upper case. */
  readonly country?: string;
}

const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 1000;
const MAX_START = 1_000_000_000;
const NUMBER = /^\s*[0-9]{1,12}\s*$/;
const LANGUAGE = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/;
const COUNTRY = /^[A-Za-z]{2}$/;

function firstText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first.trim() : undefined;
}

function queryValue(query: RequestQuery, name: string): unknown {
  const key = Object.keys(query).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : query[key];
}

/** PMS sends the same parameter as a header or in the query: a good header first. */
function parameter(
  headers: RequestHeaders,
  query: RequestQuery,
  name: string,
  isGood: RegExp,
): string | undefined {
  return [headers[name], queryValue(query, name)]
    .map(firstText)
    .find((text): text is string => text !== undefined && isGood.test(text));
}

function numberOr(text: string | undefined, fallback: number, max: number): number {
  return text === undefined ? fallback : Math.min(Number(text), max);
}

/** Which part of a list is asked for; nonsense is as good as absent. Size 0 is allowed: it asks for the total only. */
export function pagingOf(headers: RequestHeaders, query: RequestQuery): Paging {
  const start = parameter(headers, query, "x-plex-container-start", NUMBER);
  const size = parameter(headers, query, "x-plex-container-size", NUMBER);
  return {
    start: numberOr(start, 0, MAX_START),
    size: numberOr(size, DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE),
  };
}

/** Language and country of the library that asks. */
export function localeOf(headers: RequestHeaders, query: RequestQuery): Locale {
  const language = parameter(headers, query, "x-plex-language", LANGUAGE);
  const country = parameter(headers, query, "x-plex-country", COUNTRY);
  return {
    ...(language !== undefined && { language: language.replaceAll("_", "-") }),
    ...(country !== undefined && { country: country.toUpperCase() }),
  };
}
