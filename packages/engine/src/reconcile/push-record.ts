import type { DatabaseSync } from "node:sqlite";

import type { PmsItemId, PmsTagKind } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import { prepareChange, prepareQuery } from "../store/typed-query.ts";

/** What we know to have brought to an item, from a push or from what our provider served. */
export interface Written {
  /** Digest of the desired item at that time. */
  readonly digest: string;
  /** Tags that came from us, by kind: only these are taken away again. */
  readonly lists: Readonly<Partial<Record<PmsTagKind, readonly string[]>>>;
  /** Short hashes of what we left fields at, by the names that edits use. */
  readonly marks: Readonly<Record<string, string>>;
}

/** What an item was last brought to, verified by reading it back. */
export interface PushRecord extends Written {
  readonly itemId: PmsItemId;
  readonly sectionKey: string;
  readonly sceneId: StashId;
  /** Fields that PMS did not take. */
  readonly incomplete: readonly string[];
  /** Epoch ms. */
  readonly at: number;
}

export interface PushRecords {
  of(itemId: PmsItemId): PushRecord | null;
  /** Writes nothing when nothing but the time differs, unless Plex was written to. */
  put(record: PushRecord, wroteToPlex: boolean): void;
  forget(itemId: PmsItemId): void;
}

interface PushRow {
  itemId: number;
  sectionKey: string;
  sceneId: number;
  digest: string;
  lists: string;
  marks: string;
  incomplete: string | null;
  at: number;
}

const toRow = (record: PushRecord): PushRow => ({
  itemId: record.itemId,
  sectionKey: record.sectionKey,
  sceneId: record.sceneId,
  digest: record.digest,
  lists: JSON.stringify(record.lists),
  marks: JSON.stringify(record.marks),
  incomplete: record.incomplete.length === 0 ? null : JSON.stringify(record.incomplete),
  at: record.at,
});

/** The JSON is what `toRow` made of the same types. */
const toRecord = (row: PushRow): PushRecord => ({
  ...row,
  lists: JSON.parse(row.lists) as PushRecord["lists"],
  marks: JSON.parse(row.marks) as PushRecord["marks"],
  incomplete: row.incomplete === null ? [] : (JSON.parse(row.incomplete) as string[]),
});

const isSame = (a: PushRow, b: PushRow): boolean =>
  a.sectionKey === b.sectionKey &&
  a.sceneId === b.sceneId &&
  a.digest === b.digest &&
  a.lists === b.lists &&
  a.marks === b.marks &&
  a.incomplete === b.incomplete;

/** The table of pushes over one connection; statements are prepared once. */
export const createPushRecords = (db: DatabaseSync): PushRecords => {
  const rowOf = prepareQuery<PushRow, [PmsItemId]>(
    db,
    `SELECT item_id AS itemId, section_key AS sectionKey, scene_id AS sceneId, digest, lists, marks, incomplete, at
       FROM pushed WHERE item_id = ?`,
  );
  const write = prepareChange<
    [number, string, number, string, string, string, string | null, number]
  >(
    db,
    `INSERT OR REPLACE INTO pushed (item_id, section_key, scene_id, digest, lists, marks, incomplete, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = prepareChange<[PmsItemId]>(db, "DELETE FROM pushed WHERE item_id = ?");
  return {
    of: (itemId) => {
      const row = rowOf.get(itemId);
      return row === undefined ? null : toRecord(row);
    },
    put: (record, wroteToPlex) => {
      const row = toRow(record);
      const before = rowOf.get(record.itemId);
      // The time tells our own writes from those of others.
      if (!wroteToPlex && before !== undefined && isSame(before, row)) return;
      write(
        row.itemId,
        row.sectionKey,
        row.sceneId,
        row.digest,
        row.lists,
        row.marks,
        row.incomplete,
        row.at,
      );
    },
    forget: (itemId) => {
      remove(itemId);
    },
  };
};
