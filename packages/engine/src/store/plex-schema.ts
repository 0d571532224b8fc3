/**
 * The Plex mirror: sections, items and parts of the sections that concern us.
 *
 * - `plex_items.scene_id`: the scene in a guid of ours, else null.
 * - `plex_part_keys.key`: folded path segments in reverse order, as in `file_path_keys`; a part is found by its end.
 * - `plex_parts.stash_path`: what the path rules make of the path, stored once; null: no rule fits. `rules_version`
 *   tells with which rules it was made.
 */
export const plexSchema = `
CREATE TABLE plex_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE plex_sections (
  key TEXT PRIMARY KEY,
  uuid TEXT NOT NULL,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  agent TEXT NOT NULL,
  locations TEXT NOT NULL,
  provider_group_id INTEGER,
  watched INTEGER NOT NULL,
  full_pass_at INTEGER,
  follow_cursor INTEGER
) WITHOUT ROWID;

CREATE TABLE plex_items (
  id INTEGER PRIMARY KEY,
  section_key TEXT NOT NULL,
  guid TEXT NOT NULL,
  scene_id INTEGER,
  title TEXT NOT NULL,
  year INTEGER,
  added_at INTEGER,
  updated_at INTEGER,
  deleted_at INTEGER,
  listing_digest TEXT NOT NULL
);
CREATE INDEX plex_items_by_section ON plex_items (section_key, id);
CREATE INDEX plex_items_by_scene ON plex_items (scene_id) WHERE scene_id IS NOT NULL;

CREATE TABLE plex_parts (
  item_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  part_id INTEGER NOT NULL,
  file TEXT NOT NULL,
  size INTEGER,
  duration INTEGER,
  stash_path TEXT,
  rules_version TEXT,
  PRIMARY KEY (item_id, position)
) WITHOUT ROWID;

CREATE TABLE plex_part_keys (
  key TEXT NOT NULL, item_id INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (key, item_id, position)
) WITHOUT ROWID;
`;
