import type { DatabaseSync } from "node:sqlite";

import type { StashId } from "@stash2plex/shared/stash";

import { prepareChange, prepareQuery } from "../store/typed-query.ts";
import { folderOf, type ScanPlace } from "./scan-missing.ts";

/** A gap that a run came upon; the comparison of both sides finds the others. */
export interface FoundGap {
  readonly kind: "orphan" | "duplicate" | "incomplete";
  readonly reason: "scene-deleted" | "scene-merged" | "two-scenes" | "field";
  readonly sceneId: number | null;
  readonly itemId: number;
  readonly sectionKey: string;
  readonly plexPath: string | null;
  readonly title: string;
  /** For people, such as the names of fields. */
  readonly details: string | null;
}

export interface GapRecords {
  /** Opens the gap, or says that it was seen again. */
  note(gap: FoundGap, now: number): void;
  /** Where Plex would see the file of a scene that it lacks, as the last comparison found; null: not known. */
  placeOf(sceneId: StashId): ScanPlace | null;
  /** Closes the gap of this kind on an item, if one is open; also one that a comparison has found. */
  close(kind: FoundGap["kind"] | "stale" | "unmatched", itemId: number, now: number): void;
}

const subjectOf = (itemId: number): string => `item:${itemId}`;

/** The gaps on items that the reconciler itself comes upon. */
export const createGapRecords = (db: DatabaseSync): GapRecords => {
  const open = prepareChange<
    [
      kind: string,
      reason: string,
      subject: string,
      sceneId: number | null,
      itemId: number,
      sectionKey: string,
      plexPath: string | null,
      title: string,
      details: string | null,
      firstSeen: number,
      lastSeen: number,
    ]
  >(
    db,
    `INSERT INTO gaps (kind, reason, subject, scene_id, item_id, section_key, plex_path, title, details, source,
         first_seen, last_seen)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'reconcile', ?, ?)
       ON CONFLICT (kind, subject) WHERE closed_at IS NULL DO UPDATE SET
         reason = excluded.reason, scene_id = excluded.scene_id, title = excluded.title,
         details = excluded.details, last_seen = excluded.last_seen`,
  );
  const close = prepareChange<[closedAt: number, kind: string, subject: string]>(
    db,
    "UPDATE gaps SET closed_at = ? WHERE kind = ? AND subject = ? AND closed_at IS NULL",
  );
  const place = prepareQuery<{ sectionKey: string; plexPath: string }, [sceneId: number]>(
    db,
    `SELECT section_key AS sectionKey, plex_path AS plexPath FROM gaps
       WHERE scene_id = ? AND closed_at IS NULL AND kind = 'stash-only'
         AND section_key IS NOT NULL AND plex_path IS NOT NULL`,
  );
  return {
    placeOf: (sceneId) => {
      const found = place.get(sceneId);
      if (found === undefined) return null;
      return { sectionKey: found.sectionKey, folder: folderOf(found.plexPath) };
    },
    note: (gap, now) => {
      open(
        gap.kind,
        gap.reason,
        subjectOf(gap.itemId),
        gap.sceneId,
        gap.itemId,
        gap.sectionKey,
        gap.plexPath,
        gap.title,
        gap.details,
        now,
        now,
      );
    },
    close: (kind, itemId, now) => {
      close(now, kind, subjectOf(itemId));
    },
  };
};
