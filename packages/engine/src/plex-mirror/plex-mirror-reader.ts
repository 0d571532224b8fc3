import type { DatabaseSync } from "node:sqlite";

import { foldPath } from "@stash2plex/shared/paths";
import type { PmsItemId } from "@stash2plex/shared/pms";

import { pathKey, suffixRange } from "../stash-mirror/path-keys.ts";
import { givenLimit, prepareQuery } from "../store/typed-query.ts";
import type { MirroredItem, MirroredPart, PlexMirrorReader } from "./plex-mirror.ts";
import { createSectionReader } from "./section-store.ts";

type ItemRow = Omit<MirroredItem, "parts">;

const itemColumns = `i.id, i.section_key AS sectionKey, i.guid, i.scene_id AS sceneId, i.title, i.year,
  i.added_at AS addedAt, i.updated_at AS updatedAt, i.deleted_at AS deletedAt`;
const byKeys = `SELECT DISTINCT ${itemColumns} FROM plex_part_keys k
  JOIN plex_items i ON i.id = k.item_id WHERE i.deleted_at IS NULL`;

/** Look-ups of the Plex mirror, each one range of one index. Items in the trash are found by their id only. */
export const createPlexMirrorReader = (db: DatabaseSync): PlexMirrorReader => {
  const item = prepareQuery<ItemRow, [number]>(
    db,
    `SELECT ${itemColumns} FROM plex_items i WHERE i.id = ?`,
  );
  const ofScene = prepareQuery<ItemRow, [number]>(
    db,
    `SELECT ${itemColumns} FROM plex_items i
       WHERE i.scene_id = ? AND i.deleted_at IS NULL ORDER BY i.id`,
  );
  const byKey = prepareQuery<ItemRow, [string]>(db, `${byKeys} AND k.key = ? ORDER BY i.id`);
  const byRange = prepareQuery<ItemRow, [string, string, number]>(
    db,
    `${byKeys} AND k.key >= ? AND k.key < ? ${givenLimit}`,
  );
  const ids = prepareQuery<{ id: number }, [string, number, number]>(
    db,
    `SELECT id FROM plex_items
       WHERE section_key = ? AND id > ? AND deleted_at IS NULL ORDER BY id ${givenLimit}`,
  );
  const parts = prepareQuery<MirroredPart, [number]>(
    db,
    `SELECT item_id AS itemId, file, size, duration FROM plex_parts
       WHERE item_id = ? ORDER BY position`,
  );
  const counts = prepareQuery<{ items: number; parts: number }>(
    db,
    `SELECT (SELECT count(*) FROM plex_items) AS items, (SELECT count(*) FROM plex_parts) AS parts`,
  );
  const whole = (row: ItemRow): MirroredItem => ({ ...row, parts: parts.all(row.id) });
  return {
    sections: createSectionReader(db),
    item: (id: PmsItemId) => {
      const row = item.get(id);
      return row === undefined ? null : whole(row);
    },
    itemsOfScene: (sceneId) => ofScene.all(sceneId).map(whole),
    // The key forgets whether a path began with a slash; the comparison does not.
    itemsByFoldedPath: (path) =>
      byKey
        .all(pathKey(path))
        .map(whole)
        .filter(({ parts: own }) => own.some(({ file }) => foldPath(file) === path)),
    itemsBySuffix: (segments, limit) => {
      if (segments.length === 0) return [];
      const { from, below } = suffixRange(segments);
      return byRange.all(from, below, limit).map(whole);
    },
    itemIds: (sectionKey, afterId, limit) =>
      ids.all(sectionKey, afterId, limit).map(({ id }) => id),
    counts: () => counts.get() ?? { items: 0, parts: 0 },
  };
};
