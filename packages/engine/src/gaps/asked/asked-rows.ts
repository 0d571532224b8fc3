import type { DatabaseSync } from "node:sqlite";

import { prepareChange, prepareQuery } from "../../store/typed-query.ts";
import type { GapReason } from "../gap.ts";

export interface AskedRow {
  readonly id: number;
  readonly subject: string;
  readonly filename: string;
  readonly title: string | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** A file of which nobody could say yet whether Stash knows it. */
export interface UnconfirmedFile {
  readonly key: string;
  readonly filename: string;
  readonly title: string | null;
  /** Epoch ms. */
  readonly at: number;
}

/** What is stored about files that Plex asked about. The caller holds the transaction. */
export interface AskedRows {
  open(subject: string): AskedRow | null;
  /** Subjects behind `after`, below `below`. */
  range(after: string, below: string, limit: number): readonly AskedRow[];
  seen(
    id: number,
    what: {
      readonly reason: GapReason;
      readonly sceneId: number | null;
      readonly details: string | null;
    },
    at: number,
  ): void;
  /** Hands the time when it was first seen over to another gap, and forgets the row. */
  merge(row: AskedRow, into: number): void;
  remember(file: UnconfirmedFile): void;
  forget(key: string): void;
  unconfirmed(after: string, limit: number): readonly UnconfirmedFile[];
  /** Forgets the oldest ones above this number. */
  bound(most: number): void;
}

const columns = `id, subject, plex_path AS filename, title, first_seen AS firstSeen, last_seen AS lastSeen`;

/** ";" follows ":" in the order of bytes. */
const isAsked = `kind = 'plex-only' AND closed_at IS NULL AND subject > 'asked:' AND subject < 'asked;'`;

export const createAskedRows = (db: DatabaseSync): AskedRows => {
  const open = prepareQuery<AskedRow, [string]>(
    db,
    `SELECT ${columns} FROM gaps WHERE kind = 'plex-only' AND subject = ? AND closed_at IS NULL`,
  );
  const range = prepareQuery<AskedRow, [string, string, number]>(
    db,
    `SELECT ${columns} FROM gaps WHERE kind = 'plex-only' AND closed_at IS NULL
       AND subject > ? AND subject < ? ORDER BY subject LIMIT ?`,
  );
  const seen = prepareChange<[string, number | null, string | null, number, number]>(
    db,
    "UPDATE gaps SET reason = ?, scene_id = ?, details = ?, last_seen = max(last_seen, ?) WHERE id = ?",
  );
  const hand = prepareChange<[number, number]>(
    db,
    "UPDATE gaps SET first_seen = min(first_seen, ?) WHERE id = ?",
  );
  const drop = prepareChange<[number]>(db, "DELETE FROM gaps WHERE id = ?");
  const gapCount = prepareQuery<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM gaps WHERE ${isAsked}`,
  );
  const dropOldest = prepareChange<[number]>(
    db,
    `DELETE FROM gaps WHERE id IN (SELECT id FROM gaps WHERE ${isAsked} ORDER BY last_seen LIMIT ?)`,
  );
  const fileCount = prepareQuery<{ n: number }>(db, "SELECT count(*) AS n FROM asked_files");
  const forgetOldest = prepareChange<[number]>(
    db,
    "DELETE FROM asked_files WHERE key IN (SELECT key FROM asked_files ORDER BY at LIMIT ?)",
  );
  const remember = prepareChange<[string, string, string | null, number]>(
    db,
    "INSERT OR REPLACE INTO asked_files (key, filename, title, at) VALUES (?, ?, ?, ?)",
  );
  const forget = prepareChange<[string]>(db, "DELETE FROM asked_files WHERE key = ?");
  const unconfirmed = prepareQuery<UnconfirmedFile, [string, number]>(
    db,
    "SELECT key, filename, title, at FROM asked_files WHERE key > ? ORDER BY key LIMIT ?",
  );
  return {
    open: (subject) => open.get(subject) ?? null,
    range: (after, below, limit) => range.all(after, below, limit),
    seen: (id, { reason, sceneId, details }, at) => {
      seen(reason, sceneId, details, at, id);
    },
    merge: ({ id, firstSeen }, into) => {
      hand(firstSeen, into);
      drop(id);
    },
    remember: ({ key, filename, title, at }) => {
      remember(key, filename, title, at);
    },
    forget: (key) => {
      forget(key);
    },
    unconfirmed: (after, limit) => unconfirmed.all(after, limit),
    bound: (most) => {
      const gaps = gapCount.get()?.n ?? 0;
      const files = fileCount.get()?.n ?? 0;
      if (files > most) forgetOldest(files - most);
      if (gaps > most) dropOldest(gaps - most);
    },
  };
};
