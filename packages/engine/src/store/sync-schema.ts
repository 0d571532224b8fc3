/**
 * What is to be done to Plex, and what was done. Times are epoch milliseconds.
 *
 * - `sync_queue`: one row a scene. `generation` is raised by each event, `taken` is the generation that a worker took:
 *   they differ when something happened meanwhile, and the row then runs again.
 * - `served`: digest of what Plex was last answered for a scene, or was pushed by version 1. `pushed`: what an item was last brought to.
 * - `pushed.lists`: the tags that we wrote, by kind, as JSON: only these are taken away again.
 * - `pushed.marks`: short hashes of what we left each field at, as JSON: only such a field is cleared when Stash clears it.
 * - `follower_marks`: what changed in one of the mirrors and was not looked at yet. `after`: the last scene of an object
 *   that was compared, -1: what else shows the object was not looked for yet.
 * - `uploads`: pictures that we uploaded, by the version of their source.
 */
export const syncSchema = `
CREATE TABLE sync_queue (
  scene_id INTEGER PRIMARY KEY,
  priority INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  enqueued_at INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  taken INTEGER,
  lease_until INTEGER,
  worker TEXT,
  attempts INTEGER NOT NULL,
  waiting_since INTEGER,
  causes TEXT NOT NULL,
  error_class TEXT,
  error TEXT
);
CREATE INDEX sync_queue_by_turn ON sync_queue (priority, due_at, enqueued_at);
CREATE INDEX sync_queue_by_lease ON sync_queue (lease_until) WHERE lease_until IS NOT NULL;

CREATE TABLE follower_marks (
  kind TEXT NOT NULL,
  id INTEGER NOT NULL,
  after INTEGER NOT NULL DEFAULT -1,
  PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE TABLE dead_letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  scene_id INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  causes TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  error_class TEXT NOT NULL,
  error TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  died_at INTEGER NOT NULL
);
CREATE INDEX dead_letters_by_scene ON dead_letters (scene_id);

CREATE TABLE served (
  scene_id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  at INTEGER NOT NULL
);

CREATE TABLE pushed (
  item_id INTEGER PRIMARY KEY,
  section_key TEXT NOT NULL,
  scene_id INTEGER NOT NULL,
  digest TEXT NOT NULL,
  lists TEXT NOT NULL,
  marks TEXT NOT NULL DEFAULT '{}',
  incomplete TEXT,
  at INTEGER NOT NULL
);
CREATE INDEX pushed_by_scene ON pushed (scene_id);

CREATE TABLE uploads (
  item_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  sha1 TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (item_id, kind, sha1)
) WITHOUT ROWID;

CREATE TABLE gaps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT NOT NULL,
  scene_id INTEGER,
  item_id INTEGER,
  section_key TEXT,
  stash_path TEXT,
  plex_path TEXT,
  title TEXT,
  details TEXT,
  source TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  closed_at INTEGER
);
CREATE UNIQUE INDEX gaps_open ON gaps (kind, subject) WHERE closed_at IS NULL;
CREATE INDEX gaps_by_kind ON gaps (kind, closed_at, last_seen);

CREATE TABLE job_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  summary TEXT
);
CREATE INDEX job_runs_by_name ON job_runs (name, started_at);
`;
