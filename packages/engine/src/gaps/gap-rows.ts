import type { DatabaseSync } from "node:sqlite";

import { prepareChange, prepareQuery } from "../store/typed-query.ts";
import type { Difference } from "./difference.ts";

/** Where a gap was first met. */
export type GapSource = "compare" | "match" | "reconcile";

export interface OpenRow extends Difference {
  readonly id: number;
}

type Values = [
  kind: string,
  reason: string,
  subject: string,
  sceneId: number | null,
  itemId: number | null,
  sectionKey: string | null,
  stashPath: string | null,
  plexPath: string | null,
  title: string | null,
  details: string | null,
];

const columns =
  "kind, reason, subject, scene_id, item_id, section_key, stash_path, plex_path, title, details";

const openColumns = `id, kind, reason, subject, scene_id AS sceneId, item_id AS itemId, section_key AS sectionKey,
  stash_path AS stashPath, plex_path AS plexPath, title, details`;

const valuesOf = (gap: Difference): Values => [
  gap.kind,
  gap.reason,
  gap.subject,
  gap.sceneId,
  gap.itemId,
  gap.sectionKey,
  gap.stashPath,
  gap.plexPath,
  gap.title,
  gap.details,
];

/** Rows of the table of gaps as comparisons write them. The caller holds the transaction. */
export interface GapRows {
  /** Open gaps about items above `afterId` up to `upToId`. */
  openOfItems(afterId: number, upToId: number): readonly OpenRow[];
  /** Open gaps that are about scenes themselves, above `afterId` up to `upToId`. */
  openOfScenes(afterId: number, upToId: number): readonly OpenRow[];
  openId(kind: string, subject: string): number | null;
  insert(gap: Difference, source: GapSource, now: number): void;
  update(id: number, gap: Difference): void;
  close(id: number, now: number, lastSeen: number | null): void;
}

export const createGapRows = (db: DatabaseSync): GapRows => {
  const openOfItems = prepareQuery<OpenRow, [number, number]>(
    db,
    `SELECT ${openColumns} FROM gaps
       WHERE closed_at IS NULL AND item_id > ? AND item_id <= ? AND substr(subject, 1, 6) <> 'scene:'`,
  );
  const openOfScenes = prepareQuery<OpenRow, [number, number]>(
    db,
    `SELECT ${openColumns} FROM gaps
       WHERE closed_at IS NULL AND scene_id > ? AND scene_id <= ? AND substr(subject, 1, 6) = 'scene:'`,
  );
  const openId = prepareQuery<{ id: number }, [string, string]>(
    db,
    "SELECT id FROM gaps WHERE kind = ? AND subject = ? AND closed_at IS NULL",
  );
  const insert = prepareChange<[...Values, string, number, number]>(
    db,
    `INSERT INTO gaps (${columns}, source, first_seen, last_seen)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = prepareChange<[...Values, number]>(
    db,
    `UPDATE gaps SET kind = ?, reason = ?, subject = ?, scene_id = ?, item_id = ?, section_key = ?,
       stash_path = ?, plex_path = ?, title = ?, details = ? WHERE id = ?`,
  );
  const close = prepareChange<[number, number | null, number]>(
    db,
    `UPDATE gaps SET closed_at = ?, last_seen = max(last_seen, coalesce(?, 0))
       WHERE id = ? AND closed_at IS NULL`,
  );
  return {
    openOfItems: (afterId, upToId) => openOfItems.all(afterId, upToId),
    openOfScenes: (afterId, upToId) => openOfScenes.all(afterId, upToId),
    openId: (kind, subject) => openId.get(kind, subject)?.id ?? null,
    insert: (gap, source, now) => {
      insert(...valuesOf(gap), source, now, now);
    },
    update: (id, gap) => {
      update(...valuesOf(gap), id);
    },
    close: (id, now, lastSeen) => {
      close(now, lastSeen, id);
    },
  };
};
