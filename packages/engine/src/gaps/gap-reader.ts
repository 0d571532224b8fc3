import type { DatabaseSync, SQLInputValue } from "node:sqlite";

import { foldText } from "@stash2plex/shared/paths";

import type { MirroredSection } from "../plex-mirror/plex-mirror.ts";
import { isSameTitle } from "../plex-mirror/section-title.ts";
import { prepareQuery } from "../store/typed-query.ts";
import type { Difference } from "./difference.ts";
import { explainGap } from "./explain-gap.ts";
import { createGapCounts } from "./gap-counts.ts";
import { readCursor, writeCursor } from "./gap-cursor.ts";
import type { GapMeta } from "./gap-meta.ts";
import type { Gap, GapPage, GapQuery, GapSelection, GapSort } from "./gap.ts";

/** A row as it is stored. */
export interface StoredGap extends Difference {
  readonly id: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly closedAt: number | null;
}

/** Reads gaps for people. */
export interface GapReader {
  page(query: GapQuery): GapPage;
  gap(id: number): Gap | null;
  /** Open gaps of a selection above `afterId`, by id. */
  selected(selection: GapSelection, afterId: number, limit: number): readonly StoredGap[];
  toGap(row: StoredGap): Gap;
}

interface SortedRow extends StoredGap {
  readonly sortedBy: string | number;
}

const columns = `id, kind, reason, subject, scene_id AS sceneId, item_id AS itemId, section_key AS sectionKey,
  stash_path AS stashPath, plex_path AS plexPath, title, details, first_seen AS firstSeen,
  last_seen AS lastSeen, closed_at AS closedAt`;

const path = "coalesce(plex_path, stash_path, '')";

const orders: Readonly<Record<GapSort, { readonly by: string; readonly down: boolean }>> = {
  newest: { by: "coalesce(closed_at, first_seen)", down: true },
  oldest: { by: "coalesce(closed_at, first_seen)", down: false },
  title: { by: "coalesce(title, '') COLLATE NOCASE", down: false },
  path: { by: `${path} COLLATE NOCASE`, down: false },
};

const everything =
  "coalesce(title, '') || char(10) || coalesce(plex_path, '') || char(10) || coalesce(stash_path, '')";
const ASCII = /^[ -~]*$/;

class Conditions {
  readonly sql: string[] = [];
  readonly values: SQLInputValue[] = [];

  add(sql: string, ...values: readonly SQLInputValue[]): void {
    this.sql.push(sql);
    this.values.push(...values);
  }

  get text(): string {
    return this.sql.join(" AND ");
  }
}

/** The function that `addSearch` calls for letters of which SQLite does not know that they are the same. */
const foldFunction = "gap_fold";

const addSearch = (conditions: Conditions, q: string): void => {
  const text = q.trim();
  if (text === "") return;
  if (ASCII.test(text)) {
    const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
    conditions.add(`(${everything}) LIKE ? ESCAPE '\\'`, pattern);
  } else conditions.add(`instr(${foldFunction}(${everything}), ?) > 0`, foldText(text));
};

const whenLastSeen = ({ lastSeen, firstSeen, closedAt }: StoredGap, asOf: number | null): number =>
  closedAt === null && asOf !== null && firstSeen <= asOf ? Math.max(lastSeen, asOf) : lastSeen;

/** @param sections of Plex; none where it is not known */
export const createGapReader = (
  db: DatabaseSync,
  meta: GapMeta,
  sections: () => readonly MirroredSection[],
): GapReader => {
  db.function(foldFunction, { deterministic: true }, (text: unknown) => foldText(String(text)));
  const one = prepareQuery<StoredGap, [number]>(db, `SELECT ${columns} FROM gaps WHERE id = ?`);
  const counts = createGapCounts(db);

  const titleOf = (key: string | null): string | null =>
    key === null ? null : (sections().find((section) => section.key === key)?.title ?? key);

  const keysOf = (name: string): string =>
    JSON.stringify([
      name.trim(),
      ...sections().flatMap(({ key, title }) => (isSameTitle(name, title) ? [key] : [])),
    ]);

  const selecting = ({ kind, reason, section }: Omit<GapSelection, "ids">): Conditions => {
    const conditions = new Conditions();
    if (kind !== undefined) conditions.add("kind = ?", kind);
    if (reason !== undefined) conditions.add("reason = ?", reason);
    if (section !== undefined) {
      conditions.add("section_key IN (SELECT value FROM json_each(?))", keysOf(section));
    }
    return conditions;
  };
  const toGap = (row: StoredGap): Gap => {
    const { id, kind, reason, sceneId, stashPath, itemId, plexPath, title } = row;
    const section = titleOf(row.sectionKey);
    const words = explainGap({ ...row, section });
    return {
      id,
      kind,
      reason,
      sceneId,
      stashPath,
      ratingKey: itemId === null ? null : String(itemId),
      plexPath,
      title,
      section,
      firstSeen: row.firstSeen,
      lastSeen: whenLastSeen(row, meta.get("asOf")),
      closedAt: row.closedAt,
      ...words,
    };
  };
  const page = (query: GapQuery): GapPage => {
    const { state = "open", q = "", sort = "newest", limit, cursor } = query;
    const { by, down } = orders[sort];
    const conditions = selecting(query);
    conditions.add(state === "open" ? "closed_at IS NULL" : "closed_at IS NOT NULL");
    addSearch(conditions, q);
    const count = prepareQuery<{ n: number }, SQLInputValue[]>(
      db,
      `SELECT count(*) AS n FROM gaps WHERE ${conditions.text}`,
    );
    const total = count.get(...conditions.values)?.n ?? 0;
    if (cursor !== undefined) {
      const { value, id } = readCursor(cursor, sort);
      conditions.add(`(${by}, id) ${down ? "<" : ">"} (?, ?)`, value, id);
    }
    const direction = down ? "DESC" : "ASC";
    const rows = prepareQuery<SortedRow, SQLInputValue[]>(
      db,
      `SELECT ${columns}, ${by} AS sortedBy FROM gaps WHERE ${conditions.text}
         ORDER BY ${by} ${direction}, id ${direction} LIMIT ?`,
    ).all(...conditions.values, limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      asOf: meta.get("asOf"),
      total,
      counts: counts.byKind(),
      next: last === undefined ? null : writeCursor({ sort, value: last.sortedBy, id: last.id }),
      gaps: shown.map(toGap),
    };
  };
  return {
    page,
    gap: (id) => {
      const row = one.get(id);
      return row === undefined ? null : toGap(row);
    },
    selected: ({ ids, ...rest }, afterId, limit) => {
      const conditions = selecting(rest);
      conditions.add("closed_at IS NULL");
      conditions.add("id > ?", afterId);
      if (ids !== undefined) {
        conditions.add("id IN (SELECT value FROM json_each(?))", JSON.stringify(ids));
      }
      return prepareQuery<StoredGap, SQLInputValue[]>(
        db,
        `SELECT ${columns} FROM gaps WHERE ${conditions.text} ORDER BY id LIMIT ?`,
      ).all(...conditions.values, limit);
    },
    toGap,
  };
};
