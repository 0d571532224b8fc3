import type { DatabaseSync } from "node:sqlite";

import { foldPath } from "@stash2plex/shared/paths";
import type { StashId, StudioRecord } from "@stash2plex/shared/stash";

import type { IndexedFile, IndexedScene, SceneIndex } from "../matching/scene-index.ts";
import { prepareQuery, type TypedQuery } from "../store/typed-query.ts";
import { createFactReader } from "./mirror-meta.ts";
import { pathKey, suffixRange } from "./path-keys.ts";
import { createTitleSearch } from "./title-search.ts";

interface SceneRow {
  title: string;
  date: string | null;
  organized: number;
  studio_id: number | null;
}

const fileColumns = "f.scene_id AS sceneId, f.path, f.size, f.duration";

const fileQuery = <Params extends readonly (string | number)[]>(
  db: DatabaseSync,
  source: string,
): TypedQuery<IndexedFile, Params> =>
  prepareQuery<IndexedFile, Params>(db, `SELECT ${fileColumns} FROM ${source}`);

const joined = (keys: "file_path_keys" | "file_stem_keys"): string =>
  `${keys} k JOIN scene_files f ON f.scene_id = k.scene_id AND f.position = k.position`;

const createFileLookUps = (db: DatabaseSync) => ({
  ofScene: fileQuery<[number]>(db, "scene_files f WHERE f.scene_id = ? ORDER BY f.position"),
  byOshash: fileQuery<[string]>(db, "scene_files f WHERE f.oshash = ?"),
  byKeyRange: fileQuery<[string, string, number]>(
    db,
    `${joined("file_path_keys")} WHERE k.key >= ? AND k.key < ? LIMIT ?`,
  ),
  byKey: fileQuery<[string]>(db, `${joined("file_path_keys")} WHERE k.key = ?`),
  byStem: fileQuery<[string, number]>(db, `${joined("file_stem_keys")} WHERE k.key = ? LIMIT ?`),
});

const createSceneLookUp = (
  db: DatabaseSync,
  studioChain: (id: StashId | null) => readonly StudioRecord[],
): ((id: StashId) => IndexedScene | null) => {
  const scenes = prepareQuery<SceneRow, [number]>(
    db,
    "SELECT title, date, organized, studio_id FROM scenes WHERE id = ?",
  );
  const tagNames = prepareQuery<{ name: string }, [number]>(
    db,
    `SELECT t.name FROM scene_tags l JOIN tags t ON t.id = l.tag_id
       WHERE l.scene_id = ? ORDER BY l.position`,
  );
  const anyStashId = prepareQuery<{ found: number }, [number]>(
    db,
    "SELECT 1 AS found FROM scene_stash_ids WHERE scene_id = ? LIMIT 1",
  );
  const primaryPath = prepareQuery<{ path: string }, [number]>(
    db,
    "SELECT path FROM scene_files WHERE scene_id = ? ORDER BY position LIMIT 1",
  );
  return (id) => {
    const row = scenes.get(id);
    if (row === undefined) return null;
    const studios = studioChain(row.studio_id);
    return {
      id,
      title: row.title,
      date: row.date,
      organized: row.organized === 1,
      hasStashId: anyStashId.get(id) !== undefined,
      studioName: studios[0]?.name ?? null,
      studioIds: studios.map((studio) => studio.id),
      studioNames: studios.map((studio) => studio.name),
      tagNames: tagNames.all(id).map((tag) => tag.name),
      primaryPath: primaryPath.get(id)?.path ?? null,
    };
  };
};

/** The look-ups of the matching ladder, each one range of one index. */
export const createSqlSceneIndex = (
  db: DatabaseSync,
  studioChain: (id: StashId | null) => readonly StudioRecord[],
): SceneIndex => {
  const files = createFileLookUps(db);
  const fact = createFactReader(db);
  const byTitle = prepareQuery<{ id: number }, [string, number]>(
    db,
    "SELECT scene_id AS id FROM scene_title_keys WHERE key = ? LIMIT ?",
  );
  const byStashBoxId = prepareQuery<{ id: number }, [string]>(
    db,
    "SELECT DISTINCT scene_id AS id FROM scene_stash_ids WHERE stash_id = ?",
  );
  return {
    get guidsTrusted() {
      return fact("frozen") === null;
    },
    scene: createSceneLookUp(db, studioChain),
    filesOfScene: (id) => files.ofScene.all(id),
    filesByOshash: (oshash) => files.byOshash.all(oshash.toLowerCase()),
    filesBySuffix: (segments, limit) => {
      if (segments.length === 0) return [];
      const { from, below } = suffixRange(segments);
      return files.byKeyRange.all(from, below, limit);
    },
    // The key forgets whether a path began with a slash; the comparison does not.
    filesByFoldedPath: (path) =>
      files.byKey.all(pathKey(path)).filter((file) => foldPath(file.path) === path),
    filesByStem: (stem, limit) => files.byStem.all(stem, limit),
    scenesByTitleKey: (key, limit) => byTitle.all(key, limit).map((row) => row.id),
    searchTitles: createTitleSearch(db),
    scenesByStashBoxId: (uuid) => byStashBoxId.all(uuid).map((row) => row.id),
    libraryFolders: () =>
      (fact("libraryFolders") ?? []).map((folder) => foldPath(folder).replace(/\/$/u, "")),
  };
};
