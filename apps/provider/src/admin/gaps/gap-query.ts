import {
  type GapKind,
  gapKinds,
  type GapQuery,
  gapReasons,
  type GapReason,
} from "@stash2plex/engine/gaps";

export const longestPage = 1_000;
export const usualPage = 50;
const longestText = 200;
const longestCursor = 500;

const states = ["open", "closed"] as const;
const sorts = ["newest", "oldest", "title", "path"] as const;
const formats = ["json", "csv"] as const;

/** Every reason once; some belong to two kinds. */
export const allGapReasons: readonly GapReason[] = [...new Set(Object.values(gapReasons).flat())];

const allowed = ["kind", "reason", "state", "section", "q", "sort", "limit", "cursor", "format"];

/** Which gaps are asked for, and in what form. */
export interface AskedGaps {
  readonly query: GapQuery;
  /** Null: as the caller accepts it. */
  readonly format: (typeof formats)[number] | null;
  /** Whether the caller has named a limit. */
  readonly isLimited: boolean;
}

/** A sentence that says what is wrong with a parameter. */
class BadParameter extends Error {
  override readonly name = "BadParameter";
}

type Parameters = Readonly<Record<string, unknown>>;

/** The text of a parameter; null where it is absent or empty, as forms send what was not filled in. */
function textOf(parameters: Parameters, name: string, longest = longestText): string | null {
  const value = parameters[name];
  if (value === undefined) return null;
  if (typeof value !== "string") throw new BadParameter(`Give ${name} once.`);
  const text = value.trim();
  if (text.length > longest)
    throw new BadParameter(`${name} may have ${longest} characters at most.`);
  return text === "" ? null : text;
}

function wordOf<Word extends string>(
  parameters: Parameters,
  name: string,
  words: readonly Word[],
): Word | null {
  const text = textOf(parameters, name, Infinity);
  if (text === null) return null;
  const word = words.find((each) => each === text);
  if (word === undefined) throw new BadParameter(`${name} must be one of ${words.join(", ")}.`);
  return word;
}

function limitOf(parameters: Parameters): number | null {
  const text = textOf(parameters, "limit", Infinity);
  if (text === null) return null;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= longestPage) return limit;
  throw new BadParameter(`limit must be a whole number from 1 to ${longestPage}.`);
}

const reasonsOf = (kind: GapKind | null): readonly GapReason[] =>
  kind === null ? allGapReasons : gapReasons[kind];

function read(parameters: Parameters): AskedGaps {
  const unknown = Object.keys(parameters).filter((name) => !allowed.includes(name));
  if (unknown.length > 0)
    throw new BadParameter(`The parameters are ${allowed.join(", ")}; another was given.`);
  const kind = wordOf(parameters, "kind", gapKinds);
  const limit = limitOf(parameters);
  const given = {
    kind,
    reason: wordOf(parameters, "reason", reasonsOf(kind)),
    state: wordOf(parameters, "state", states),
    section: textOf(parameters, "section"),
    q: textOf(parameters, "q"),
    sort: wordOf(parameters, "sort", sorts),
    cursor: textOf(parameters, "cursor", longestCursor),
  };
  const filters = Object.entries(given).filter(([, value]) => value !== null);
  return {
    query: { ...Object.fromEntries(filters), limit: limit ?? usualPage },
    format: wordOf(parameters, "format", formats),
    isLimited: limit !== null,
  };
}

/** Reads the parameters of `GET /api/gaps`; a sentence where one of them is wrong. */
export function readGapQuery(parameters: Parameters): AskedGaps | string {
  try {
    return read(parameters);
  } catch (error) {
    if (error instanceof BadParameter) return error.message;
    throw error;
  }
}
