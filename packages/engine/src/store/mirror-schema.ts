interface LateIndex {
  readonly name: string;
  readonly on: string;
}

/**
 * Indexes that a first sync makes at its end: kept up from its beginning, they would double what it writes. Matching by
 * name and path does without them. (By hash, too, but slowly: Plex has not been seen to send one.)
 */
const lateIndexes: readonly LateIndex[] = [
  { name: "scene_files_by_oshash", on: "scene_files (oshash) WHERE oshash IS NOT NULL" },
  { name: "scenes_by_update", on: "scenes (updated_at)" },
  { name: "scenes_by_studio", on: "scenes (studio_id) WHERE studio_id IS NOT NULL" },
  { name: "scene_stash_ids_by_id", on: "scene_stash_ids (stash_id)" },
  { name: "scene_performers_by_performer", on: "scene_performers (performer_id)" },
  { name: "scene_tags_by_tag", on: "scene_tags (tag_id)" },
  { name: "scene_groups_by_group", on: "scene_groups (group_id)" },
];

/** One statement each, to be run one by one: making an index of a large library takes a second. */
export const createLateIndexes: readonly string[] = lateIndexes.map(
  ({ name, on }) => `CREATE INDEX IF NOT EXISTS ${name} ON ${on}`,
);

export const dropLateIndexes: readonly string[] = lateIndexes.map(
  ({ name }) => `DROP INDEX IF EXISTS ${name}`,
);

/**
 * The Stash mirror. Every key text stands in one B-tree only: a table without rowid is its own index, and what a key is
 * made of is always in `scene_files.path` or `scenes.title`, so that it can be computed again for a deletion.
 *
 * - `file_path_keys.key`: folded path segments in reverse order, each followed by a slash. Files that end with given
 *   segments are then one range of the index, however large the library is.
 * - `position`: Stash's own order of files, performers, tags and groups (docs/reference/stash.md, fact 30).
 * - `tags.ancestor_*`: computed whenever tags change, so that reading a scene follows no graph.
 */
export const mirrorSchema = `
CREATE TABLE mirror_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE scenes (
  id INTEGER PRIMARY KEY,
  updated_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  title TEXT NOT NULL,
  code TEXT NOT NULL,
  director TEXT NOT NULL,
  date TEXT,
  rating100 INTEGER,
  organized INTEGER NOT NULL,
  cover_version TEXT NOT NULL,
  studio_id INTEGER,
  urls TEXT,
  details TEXT NOT NULL
);

CREATE TABLE scene_files (
  scene_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  duration REAL NOT NULL,
  oshash TEXT,
  phash TEXT,
  PRIMARY KEY (scene_id, position)
) WITHOUT ROWID;

CREATE TABLE file_path_keys (
  key TEXT NOT NULL, scene_id INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (key, scene_id, position)
) WITHOUT ROWID;
CREATE TABLE file_stem_keys (
  key TEXT NOT NULL, scene_id INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (key, scene_id, position)
) WITHOUT ROWID;
CREATE TABLE scene_title_keys (
  key TEXT NOT NULL, scene_id INTEGER NOT NULL,
  PRIMARY KEY (key, scene_id)
) WITHOUT ROWID;

CREATE TABLE scene_stash_ids (
  scene_id INTEGER NOT NULL, position INTEGER NOT NULL, endpoint TEXT NOT NULL,
  stash_id TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (scene_id, position)
) WITHOUT ROWID;

CREATE TABLE scene_performers (
  scene_id INTEGER NOT NULL, position INTEGER NOT NULL, performer_id INTEGER NOT NULL,
  PRIMARY KEY (scene_id, position)
) WITHOUT ROWID;
CREATE TABLE scene_tags (
  scene_id INTEGER NOT NULL, position INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  PRIMARY KEY (scene_id, position)
) WITHOUT ROWID;
CREATE TABLE scene_groups (
  scene_id INTEGER NOT NULL, position INTEGER NOT NULL, group_id INTEGER NOT NULL, scene_index INTEGER,
  PRIMARY KEY (scene_id, position)
) WITHOUT ROWID;

CREATE TABLE performers (
  id INTEGER PRIMARY KEY, updated_at TEXT NOT NULL, name TEXT NOT NULL, disambiguation TEXT NOT NULL,
  gender TEXT, tag_ids TEXT NOT NULL, image_version TEXT
);
CREATE TABLE tags (
  id INTEGER PRIMARY KEY, updated_at TEXT NOT NULL, name TEXT NOT NULL, parent_ids TEXT NOT NULL,
  ancestor_ids TEXT NOT NULL DEFAULT '[]', ancestor_names TEXT NOT NULL DEFAULT '[]'
);
CREATE TABLE studios (
  id INTEGER PRIMARY KEY, updated_at TEXT NOT NULL, name TEXT NOT NULL, parent_id INTEGER, image_version TEXT
);
CREATE TABLE stash_groups (
  id INTEGER PRIMARY KEY, updated_at TEXT NOT NULL, name TEXT NOT NULL, front_image_version TEXT
);

CREATE VIRTUAL TABLE scene_words USING fts5(
  words, content='', contentless_delete=1, detail=none,
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
CREATE VIRTUAL TABLE scene_word_counts USING fts5vocab(scene_words, row);
${createLateIndexes.join(";\n")};
`;
