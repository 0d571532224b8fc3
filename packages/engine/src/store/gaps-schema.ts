/**
 * What the gaps need beside their own table, which `sync-schema.ts` makes. Times are epoch milliseconds.
 *
 * - `gaps_open_by_*`: a comparison walks through items and scenes, and reads what is open on each stretch.
 * - `gaps_open_by_reason`: every page tells how many of each kind there are.
 * - `plex_items_live_by_scene`: whether a scene has an item is asked of every scene; this index alone answers it.
 * - `desired_digests`: digest of the desired item of now, of scenes that have an item; a row is gone as soon as it may
 *   be wrong. `says_nothing`: Stash knows nothing of the scene that a file name does not say.
 * - `digest_marks`: objects around scenes that changed, whose scenes' digests are still to be forgotten; the columns
 *   are those of `follower_marks`.
 * - `asked_files`: files that Plex asked about while nobody could say whether Stash knows them; by the key of the name.
 */
export const gapsSchema = `
CREATE TABLE gap_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE desired_digests (
  scene_id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  says_nothing INTEGER NOT NULL
);

CREATE TABLE digest_marks (
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  after INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE TABLE asked_files (
  key TEXT PRIMARY KEY,
  filename TEXT NOT NULL,
  title TEXT,
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX gaps_open_by_item ON gaps (item_id) WHERE closed_at IS NULL AND item_id IS NOT NULL;
CREATE INDEX gaps_open_by_scene ON gaps (scene_id) WHERE closed_at IS NULL;
CREATE INDEX gaps_open_by_reason ON gaps (kind, reason, closed_at) WHERE closed_at IS NULL;
CREATE INDEX plex_items_live_by_scene ON plex_items (scene_id, section_key)
  WHERE deleted_at IS NULL AND scene_id IS NOT NULL;
CREATE INDEX gaps_closed ON gaps (closed_at) WHERE closed_at IS NOT NULL;
`;
