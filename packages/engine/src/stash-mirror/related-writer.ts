import type { DatabaseSync, SQLInputValue } from "node:sqlite";

import type { RelatedKind, RelatedRecords, StashId } from "@stash2plex/shared/stash";

import { prepareChange, prepareQuery } from "../store/typed-query.ts";
import { parseIds } from "./record-reader.ts";
import { relatedTables, type RelatedTable } from "./related-tables.ts";
import { ancestorsOf, type TagNode } from "./tag-ancestors.ts";

/** Writes performers, tags, studios and groups; the caller holds the transaction. */
export interface RelatedWriter {
  /** Whether writing this record would change anything. */
  differs<K extends RelatedKind>(kind: K, record: RelatedRecords[K]): boolean;
  /** Whether it would change anything but the stamp. */
  showsMore<K extends RelatedKind>(kind: K, record: RelatedRecords[K]): boolean;
  put<K extends RelatedKind>(kind: K, record: RelatedRecords[K]): void;
  remove(kind: RelatedKind, id: StashId): void;
  /** Answered from memory: asked for every id of every scene that is read. */
  knows(kind: RelatedKind, id: StashId): boolean;
  /** Ids of a kind, ascending. */
  ids(kind: RelatedKind): readonly StashId[];
  /** Largest `updated_at` texts of a kind, largest first. */
  newestStamps(kind: RelatedKind, limit: number): readonly string[];
  stamp(kind: RelatedKind, id: StashId): string | null;
  /** Ids of the scenes that carry this object. */
  scenesWith(kind: RelatedKind, id: StashId): readonly StashId[];
  /** To be called when the tables were emptied. */
  forgetAll(): void;
  /** Computes the ancestors of all tags again; to be called after tags changed. */
  refreshAncestors(): void;
}

/** Columns besides these differ by kind. */
interface RelatedRow extends Readonly<Record<string, unknown>> {
  readonly updated_at: string;
}

interface KindStatements<K extends RelatedKind> {
  readonly definition: RelatedTable<K>;
  readonly put: (...values: SQLInputValue[]) => number;
  readonly remove: (id: number) => number;
  readonly row: (id: number) => RelatedRow | undefined;
  readonly ids: () => { id: number }[];
  readonly newest: (limit: number) => { updated_at: string }[];
  readonly scenes: (id: number) => { id: number }[];
}

const prepareKind = <K extends RelatedKind>(
  db: DatabaseSync,
  definition: RelatedTable<K>,
): KindStatements<K> => {
  const { table, columns, scenesSql } = definition;
  const names = ["id", "updated_at", ...columns];
  const updates = names.slice(1).map((name) => `${name} = excluded.${name}`);
  const rows = prepareQuery<RelatedRow, [number]>(
    db,
    `SELECT ${names.join(", ")} FROM ${table} WHERE id = ?`,
  );
  const ids = prepareQuery<{ id: number }>(db, `SELECT id FROM ${table} ORDER BY id`);
  const newest = prepareQuery<{ updated_at: string }, [number]>(
    db,
    `SELECT updated_at FROM ${table} ORDER BY updated_at DESC LIMIT ?`,
  );
  const scenes = prepareQuery<{ id: number }, [number]>(db, scenesSql);
  return {
    definition,
    put: prepareChange<SQLInputValue[]>(
      db,
      `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})
         ON CONFLICT (id) DO UPDATE SET ${updates.join(", ")}`,
    ),
    remove: prepareChange<[number]>(db, `DELETE FROM ${table} WHERE id = ?`),
    row: (id) => rows.get(id),
    ids: () => ids.all(),
    newest: (limit) => newest.all(limit),
    scenes: (id) => scenes.all(id),
  };
};

const createAncestorWriter = (db: DatabaseSync): (() => void) => {
  const all = prepareQuery<{
    id: number;
    name: string;
    parent_ids: string;
    ancestor_ids: string;
    ancestor_names: string;
  }>(db, "SELECT id, name, parent_ids, ancestor_ids, ancestor_names FROM tags");
  const write = prepareChange<[string, string, number]>(
    db,
    "UPDATE tags SET ancestor_ids = ?, ancestor_names = ? WHERE id = ?",
  );
  return () => {
    const rows = all.all();
    const tags = new Map<StashId, TagNode>(
      rows.map((row) => [
        row.id,
        { id: row.id, name: row.name, parentIds: parseIds(row.parent_ids) },
      ]),
    );
    for (const row of rows) {
      const tag = tags.get(row.id);
      if (tag === undefined) continue;
      const ancestors = ancestorsOf(tag, tags);
      const ids = JSON.stringify(ancestors.map((ancestor) => ancestor.id));
      const names = JSON.stringify(ancestors.map((ancestor) => ancestor.name));
      if (ids !== row.ancestor_ids || names !== row.ancestor_names) write(ids, names, row.id);
    }
  };
};

export const createRelatedWriter = (db: DatabaseSync): RelatedWriter => {
  const kinds: { readonly [K in RelatedKind]: KindStatements<K> } = {
    performer: prepareKind(db, relatedTables.performer),
    tag: prepareKind(db, relatedTables.tag),
    studio: prepareKind(db, relatedTables.studio),
    group: prepareKind(db, relatedTables.group),
  };
  const known = new Map<RelatedKind, ReadonlySet<StashId>>();
  const statements = <K extends RelatedKind>(kind: K): KindStatements<K> => kinds[kind];
  const columnsDiffer = <K extends RelatedKind>(
    kind: K,
    record: RelatedRecords[K],
    stored: RelatedRow,
  ): boolean => {
    const { definition } = statements(kind);
    return definition
      .values(record)
      .some((value, index) => stored[definition.columns[index] ?? ""] !== value);
  };
  return {
    differs: (kind, record) => {
      const stored = statements(kind).row(record.id);
      if (stored?.updated_at !== record.updatedAt) return true;
      return columnsDiffer(kind, record, stored);
    },
    showsMore: (kind, record) => {
      const stored = statements(kind).row(record.id);
      return stored === undefined || columnsDiffer(kind, record, stored);
    },
    put: (kind, record) => {
      const { definition, put } = statements(kind);
      put(record.id, record.updatedAt, ...definition.values(record));
      known.delete(kind);
    },
    remove: (kind, id) => {
      kinds[kind].remove(id);
      known.delete(kind);
    },
    knows: (kind, id) => {
      const ids = known.get(kind) ?? new Set(kinds[kind].ids().map((row) => row.id));
      known.set(kind, ids);
      return ids.has(id);
    },
    forgetAll: () => {
      known.clear();
    },
    ids: (kind) => kinds[kind].ids().map((row) => row.id),
    newestStamps: (kind, limit) => kinds[kind].newest(limit).map((row) => row.updated_at),
    stamp: (kind, id) => kinds[kind].row(id)?.updated_at ?? null,
    scenesWith: (kind, id) => kinds[kind].scenes(id).map((row) => row.id),
    refreshAncestors: createAncestorWriter(db),
  };
};
