import type { DatabaseSync } from "node:sqlite";

import type { PmsItemId, PmsPart } from "@stash2plex/shared/pms";

import { pathKey } from "../stash-mirror/path-keys.ts";
import type { RowBuffers } from "../store/row-buffer.ts";
import { givenLimit, prepareChange, prepareQuery } from "../store/typed-query.ts";
import type { PartMapper } from "./part-mapper.ts";

interface StoredPart {
  readonly id: number;
  readonly file: string;
  readonly size: number | null;
  readonly duration: number | null;
}

/** A part as the path rules need it. */
export interface PlacedPart {
  readonly itemId: PmsItemId;
  readonly position: number;
  readonly file: string;
}

/** Writes parts and their search keys; the caller holds the transaction, and flushes the rows. */
export interface PartStore {
  /** Of an item that has none yet. */
  insert(itemId: PmsItemId, parts: readonly PmsPart[]): void;
  /** Writes nothing when they are the stored ones. */
  replace(itemId: PmsItemId, parts: readonly PmsPart[]): void;
  remove(itemId: PmsItemId): void;
  /** Parts behind this place, in the order of the table. */
  after(itemId: PmsItemId, position: number, limit: number): readonly PlacedPart[];
  /** Maps a part by the rules of now. */
  place(part: PlacedPart): void;
}

const same = (stored: readonly StoredPart[], parts: readonly PmsPart[]): boolean =>
  stored.length === parts.length &&
  stored.every((one, at) => {
    const other = parts[at];
    return (
      one.id === other?.id &&
      one.file === other.file &&
      one.size === other.size &&
      one.duration === other.duration
    );
  });

export const createPartStore = (
  db: DatabaseSync,
  mapper: PartMapper,
  rows: RowBuffers,
): PartStore => {
  const stored = prepareQuery<StoredPart, [number]>(
    db,
    `SELECT part_id AS id, file, size, duration FROM plex_parts
       WHERE item_id = ? ORDER BY position`,
  );
  const addPart = rows.into<
    [number, number, number, string, number | null, number | null, string | null, string]
  >("plex_parts", [
    "item_id",
    "position",
    "part_id",
    "file",
    "size",
    "duration",
    "stash_path",
    "rules_version",
  ]);
  const addKey = rows.into<[string, number, number]>("plex_part_keys", [
    "key",
    "item_id",
    "position",
  ]);
  const removeParts = prepareChange<[number]>(db, "DELETE FROM plex_parts WHERE item_id = ?");
  const removeKey = prepareChange<[string, number]>(
    db,
    "DELETE FROM plex_part_keys WHERE key = ? AND item_id = ?",
  );
  const after = prepareQuery<PlacedPart, [number, number, number]>(
    db,
    `SELECT item_id AS itemId, position, file FROM plex_parts
       WHERE (item_id, position) > (?, ?) ORDER BY item_id, position ${givenLimit}`,
  );
  const place = prepareChange<[string | null, string, number, number]>(
    db,
    "UPDATE plex_parts SET stash_path = ?, rules_version = ? WHERE item_id = ? AND position = ?",
  );
  const insert = (itemId: PmsItemId, parts: readonly PmsPart[]): void => {
    parts.forEach(({ id, file, size, duration }, position) => {
      const stashPath = mapper.stashPath(file);
      addPart(itemId, position, id, file, size, duration, stashPath, mapper.version());
      addKey(pathKey(file), itemId, position);
    });
  };
  const drop = (itemId: PmsItemId, parts: readonly StoredPart[]): void => {
    for (const { file } of parts) removeKey(pathKey(file), itemId);
    removeParts(itemId);
  };
  return {
    insert,
    replace: (itemId, parts) => {
      const before = stored.all(itemId);
      if (same(before, parts)) return;
      drop(itemId, before);
      insert(itemId, parts);
    },
    remove: (itemId) => {
      drop(itemId, stored.all(itemId));
    },
    after: (itemId, position, limit) => after.all(itemId, position, limit),
    place: ({ itemId, position, file }) => {
      place(mapper.stashPath(file), mapper.version(), itemId, position);
    },
  };
};
