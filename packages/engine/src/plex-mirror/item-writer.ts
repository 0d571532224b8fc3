import type { DatabaseSync } from "node:sqlite";

import { sceneIdOfGuid } from "@stash2plex/shared/plex";
import type { PmsItemId, PmsListedItem } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import type { RowBuffers } from "../store/row-buffer.ts";
import { inTransaction } from "../store/transaction.ts";
import { givenLimit, prepareChange, prepareQuery } from "../store/typed-query.ts";
import { itemDigest } from "./item-digest.ts";
import type { PartStore } from "./part-store.ts";
import type { MirroredItem, PlexMirrorChange } from "./plex-mirror.ts";

interface KnownItem {
  readonly guid: string;
  readonly sceneId: StashId | null;
  readonly deletedAt: number | null;
}

/** Writes items in one short transaction each call, and tells what that meant. */
export interface ItemWriter {
  /** Items whose digest is the stored one write nothing. */
  write(items: readonly PmsListedItem[]): readonly PlexMirrorChange[];
  remove(ids: readonly PmsItemId[]): readonly PlexMirrorChange[];
  /** Ids of a section above `afterId`, ascending, with those in the trash. */
  ids(sectionKey: string, afterId: PmsItemId, limit: number): readonly PmsItemId[];
  /** Items of a section, without and with those in the trash. */
  size(sectionKey: string): { readonly live: number; readonly all: number };
  trashed(sectionKey: string): readonly PmsItemId[];
  count(): number;
  clear(): void;
}

const changeOf = (known: KnownItem | undefined, item: MirroredItem): PlexMirrorChange | null => {
  const before = known?.deletedAt === null ? known : null;
  if (item.deletedAt !== null) {
    return before === null ? null : { kind: "vanished", itemId: item.id, sceneId: before.sceneId };
  }
  return { kind: before?.guid === item.guid ? "updated" : "appeared", item };
};

const toMirrored = (item: PmsListedItem, identifier: string): MirroredItem => ({
  id: item.id,
  sectionKey: item.sectionKey,
  guid: item.guid,
  sceneId: sceneIdOfGuid(identifier, item.guid),
  title: item.title,
  year: item.year,
  addedAt: item.addedAt,
  updatedAt: item.updatedAt,
  deletedAt: item.deletedAt,
  parts: item.parts.map(({ file, size, duration }) => ({ itemId: item.id, file, size, duration })),
});

const prepareStatements = (db: DatabaseSync) => ({
  digests: prepareQuery<{ id: number; digest: string }, [string]>(
    db,
    `SELECT id, listing_digest AS digest FROM plex_items
       WHERE id IN (SELECT value FROM json_each(?))`,
  ),
  known: prepareQuery<KnownItem, [number]>(
    db,
    `SELECT guid, scene_id AS sceneId, deleted_at AS deletedAt
       FROM plex_items WHERE id = ?`,
  ),
  remove: prepareChange<[number]>(db, "DELETE FROM plex_items WHERE id = ?"),
  ids: prepareQuery<{ id: number }, [string, number, number]>(
    db,
    `SELECT id FROM plex_items WHERE section_key = ? AND id > ? ORDER BY id ${givenLimit}`,
  ),
  size: prepareQuery<{ live: number; all: number }, [string]>(
    db,
    `SELECT count(*) AS "all", count(*) - count(deleted_at) AS live
       FROM plex_items WHERE section_key = ?`,
  ),
  trashed: prepareQuery<{ id: number }, [string]>(
    db,
    "SELECT id FROM plex_items WHERE section_key = ? AND deleted_at IS NOT NULL ORDER BY id",
  ),
  count: prepareQuery<{ items: number }>(db, "SELECT count(*) AS items FROM plex_items"),
});

const prepareItemRows = (rows: RowBuffers) =>
  rows.into<
    [
      number,
      string,
      string,
      number | null,
      string,
      number | null,
      number | null,
      number | null,
      number | null,
      string,
    ]
  >("plex_items", [
    "id",
    "section_key",
    "guid",
    "scene_id",
    "title",
    "year",
    "added_at",
    "updated_at",
    "deleted_at",
    "listing_digest",
  ]);

/** @param rows Those that `parts` adds to. */
export const createItemWriter = (
  db: DatabaseSync,
  parts: PartStore,
  rows: RowBuffers,
  identifier: string,
): ItemWriter => {
  const sql = prepareStatements(db);
  const addItem = prepareItemRows(rows);
  const countNow = (): number => sql.count.get()?.items ?? 0;
  let count = countNow();
  /** A failed transaction leaves the count as it was. */
  const write = <T>(work: () => T): T => {
    const before = count;
    try {
      return inTransaction(db, () => {
        const result = work();
        rows.flush();
        return result;
      });
    } catch (error) {
      rows.discard();
      count = before;
      throw error;
    }
  };
  const writeOne = (
    item: PmsListedItem,
    digest: string,
    known: KnownItem | undefined,
  ): PlexMirrorChange | null => {
    const mirrored = toMirrored(item, identifier);
    const { id, sectionKey, guid, sceneId, title, year, addedAt, updatedAt, deletedAt } = mirrored;
    addItem(id, sectionKey, guid, sceneId, title, year, addedAt, updatedAt, deletedAt, digest);
    if (known === undefined) {
      count += 1;
      parts.insert(id, item.parts);
    } else parts.replace(id, item.parts);
    return changeOf(known, mirrored);
  };
  const removeOne = (id: PmsItemId): PlexMirrorChange | null => {
    const known = sql.known.get(id);
    if (known === undefined) return null;
    parts.remove(id);
    sql.remove(id);
    count -= 1;
    // What lay in the trash had vanished before.
    if (known.deletedAt !== null) return null;
    return { kind: "vanished", itemId: id, sceneId: known.sceneId };
  };
  const isChange = (change: PlexMirrorChange | null): change is PlexMirrorChange => change !== null;
  return {
    write: (items) => {
      // Somebody may hand the same item over twice: the later one counts.
      const distinct = new Map(items.map((item) => [item.id, item]));
      const stored = sql.digests.all(JSON.stringify([...distinct.keys()]));
      const digests = new Map(stored.map(({ id, digest }) => [id, digest]));
      const changed = [...distinct.values()]
        .map((item) => ({ item, digest: itemDigest(item) }))
        .filter(({ item, digest }) => digests.get(item.id) !== digest);
      if (changed.length === 0) return [];
      return write(() =>
        changed
          .map(({ item, digest }) => {
            const known = digests.has(item.id) ? sql.known.get(item.id) : undefined;
            return writeOne(item, digest, known);
          })
          .filter(isChange),
      );
    },
    remove: (ids) => (ids.length === 0 ? [] : write(() => ids.map(removeOne).filter(isChange))),
    ids: (sectionKey, afterId, limit) =>
      sql.ids.all(sectionKey, afterId, limit).map(({ id }) => id),
    size: (sectionKey) => sql.size.get(sectionKey) ?? { live: 0, all: 0 },
    trashed: (sectionKey) => sql.trashed.all(sectionKey).map(({ id }) => id),
    count: () => count,
    clear: () => {
      db.exec("DELETE FROM plex_items; DELETE FROM plex_parts; DELETE FROM plex_part_keys");
      count = 0;
    },
  };
};
