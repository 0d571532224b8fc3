import type { DatabaseSync } from "node:sqlite";

import type { PmsArtKind, PmsItemId } from "@stash2plex/shared/pms";

import { prepareChange, prepareQuery } from "../store/typed-query.ts";

/** A picture that we brought to an item, or found there with the very same bytes. */
export interface UploadRecord {
  readonly kind: PmsArtKind;
  /** Version of source, kind of picture and pipeline (see `pictureSource`). */
  readonly source: string;
  readonly sha1: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface UploadRecords {
  /** Newest first. */
  of(itemId: PmsItemId): readonly UploadRecord[];
  put(itemId: PmsItemId, record: UploadRecord): void;
  forget(itemId: PmsItemId): void;
}

/** The table of uploads over one connection; statements are prepared once. */
export const createUploadRecords = (db: DatabaseSync): UploadRecords => {
  const rows = prepareQuery<UploadRecord, [PmsItemId]>(
    db,
    "SELECT kind, source, sha1, at FROM uploads WHERE item_id = ? ORDER BY at DESC",
  );
  const write = prepareChange<[PmsItemId, PmsArtKind, string, string, number]>(
    db,
    "INSERT OR REPLACE INTO uploads (item_id, kind, source, sha1, at) VALUES (?, ?, ?, ?, ?)",
  );
  const remove = prepareChange<[PmsItemId]>(db, "DELETE FROM uploads WHERE item_id = ?");
  return {
    of: (itemId) => rows.all(itemId),
    put: (itemId, { kind, source, sha1, at }) => {
      // The newest is the one that counts, also when two come in one millisecond.
      const newest = rows.all(itemId).find((row) => row.kind === kind)?.at ?? 0;
      write(itemId, kind, source, sha1, Math.max(at, newest + 1));
    },
    forget: (itemId) => {
      remove(itemId);
    },
  };
};
