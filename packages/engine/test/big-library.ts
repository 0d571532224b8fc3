import type { DatabaseSync } from "node:sqlite";

import { inTransaction } from "../src/store/transaction.ts";
import { prepareChange } from "../src/store/typed-query.ts";

/** First id of the scenes and items that are made. */
export const firstBigId = 100_001;

/**
 * Writes scenes with one tag and one file each, and their items, straight into both mirrors: reading so many from a
 * server would take longer than the test.
 */
export const fillBigLibrary = (db: DatabaseSync, count: number, tagId: number): void => {
  const ids = `WITH RECURSIVE n (id) AS (
    SELECT ${firstBigId} UNION ALL SELECT id + 1 FROM n WHERE id < ${firstBigId + count - 1})`;
  const fill = (into: string, values: string): void => {
    prepareChange(db, `INSERT INTO ${into} ${ids} SELECT ${values} FROM n`)();
  };
  inTransaction(db, () => {
    fill(
      "scenes (id, updated_at, created_at, title, code, director, organized, cover_version, details)",
      "id, '2020-01-01T10:00:00Z', '2020-01-01T10:00:00Z', 'Lake ' || id, '', '', 1, '1', 'Water.'",
    );
    fill(
      "scene_files (scene_id, position, file_id, path, size, duration)",
      "id, 0, id, '/data/media/lakes/Lake ' || id || '.mp4', 1000, 60.5",
    );
    fill("scene_tags (scene_id, position, tag_id)", `id, 0, ${tagId}`);
    fill(
      "plex_items (id, section_key, guid, scene_id, title, listing_digest)",
      "id, '1', 'tv.plex.agents.custom.stash2plex://movie/scene-' || id, id, 'Lake ' || id, ''",
    );
    fill(
      "pushed (item_id, section_key, scene_id, digest, lists, at)",
      "id, '1', id, 'of long ago', '{}', 0",
    );
  });
};
