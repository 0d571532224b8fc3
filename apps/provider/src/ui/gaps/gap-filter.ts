import {
  type GapKind,
  gapKinds,
  type GapQuery,
  type GapReason,
  gapReasons,
  type GapSelection,
  type GapSort,
} from "@stash2plex/engine/gaps";

import { sortWords } from "./gap-words.ts";

/** Which gaps a page shows, as its address says. */
export interface GapFilter {
  readonly kind: GapKind | null;
  readonly reason: GapReason | null;
  readonly section: string | null;
  readonly state: "open" | "closed";
  readonly q: string | null;
  readonly sort: GapSort;
}

const MOST_LETTERS = 200;

export const allReasons: readonly GapReason[] = [
  ...new Set(gapKinds.flatMap((kind): readonly GapReason[] => gapReasons[kind])),
];
export const allSorts = Object.keys(sortWords) as readonly GapSort[];

const oneOf = <Value extends string>(
  values: readonly Value[],
  given: string | null,
): Value | null => values.find((value) => value === given) ?? null;

function textOf(given: string | null): string | null {
  const text = (given ?? "").replaceAll("\0", "").trim().slice(0, MOST_LETTERS).toWellFormed();
  return text === "" ? null : text;
}

/** What is unknown or misspelt in an address counts as not said. */
export function readFilter(query: URLSearchParams): GapFilter {
  const kind = oneOf(gapKinds, query.get("kind"));
  const reasons: readonly GapReason[] = kind === null ? allReasons : gapReasons[kind];
  return {
    kind,
    reason: oneOf(reasons, query.get("reason")),
    section: textOf(query.get("section")),
    state: query.get("state") === "closed" ? "closed" : "open",
    q: textOf(query.get("q")),
    sort: oneOf(allSorts, query.get("sort")) ?? "newest",
  };
}

/** As the engine wants it. */
export function queryOf(filter: GapFilter, limit: number, cursor: string | null): GapQuery {
  const { kind, reason, section, state, q, sort } = filter;
  return {
    limit,
    state,
    sort,
    ...(kind !== null && { kind }),
    ...(reason !== null && { reason }),
    ...(section !== null && { section }),
    ...(q !== null && { q }),
    ...(cursor !== null && { cursor }),
  };
}

/** The words of a filter that differ from those of an empty one, by name of their field. */
export function fieldsOf({
  kind,
  reason,
  section,
  state,
  q,
  sort,
}: GapFilter): Record<string, string> {
  return {
    ...(kind !== null && { kind }),
    ...(reason !== null && { reason }),
    ...(section !== null && { section }),
    ...(state !== "open" && { state }),
    ...(q !== null && { q }),
    ...(sort !== "newest" && { sort }),
  };
}

/** An address below the page of gaps with these fields. */
export function addressOf(path: string, fields: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(fields).toString();
  return query === "" ? path : `${path}?${query}`;
}

export const isNarrowed = (filter: GapFilter): boolean =>
  Object.keys(fieldsOf({ ...filter, state: "open", sort: "newest" })).length > 0;

/** Which gaps a repair of everything that a filter shows takes; null: a repair cannot be narrowed like that. */
export function selectionOf(filter: GapFilter): GapSelection | null {
  if (filter.q !== null || filter.state === "closed") return null;
  const { kind, reason, section } = filter;
  return {
    ...(kind !== null && { kind }),
    ...(reason !== null && { reason }),
    ...(section !== null && { section }),
  };
}
