import type { DatabaseSync } from "node:sqlite";

import type {
  SceneFile,
  SceneGroupLink,
  SceneRecord,
  StashBoxId,
  StashId,
} from "@stash2plex/shared/stash";

import { prepareQuery } from "../store/typed-query.ts";
import { pathKey } from "./path-keys.ts";

interface SceneRow {
  id: number;
  updated_at: string;
  created_at: string;
  title: string;
  code: string;
  director: string;
  date: string | null;
  rating100: number | null;
  organized: number;
  cover_version: string;
  studio_id: number | null;
  urls: string | null;
  details: string;
}

/** Lists that we wrote as JSON ourselves; most are empty. */
export const parseIds = (json: string): readonly StashId[] =>
  json === "[]" ? [] : (JSON.parse(json) as StashId[]);

export const parseTexts = (json: string): readonly string[] =>
  json === "[]" ? [] : (JSON.parse(json) as string[]);

export interface RecordReader {
  /** The scene as Stash handed it over, or null when the mirror does not know it. */
  scene(id: StashId): SceneRecord | null;
  /** The same, but each list is looked up when it is read. */
  outline(id: StashId): SceneRecord | null;
  files(id: StashId): readonly SceneFile[];
  /** Scenes that have this very file. In Stash only one has it; here another may have it still. */
  ownersOf(file: Pick<SceneFile, "id" | "path">): readonly StashId[];
}

type SceneParts = Pick<SceneRecord, "files" | "performerIds" | "tagIds" | "groups" | "stashIds">;

const toRecord = (row: SceneRow): Omit<SceneRecord, keyof SceneParts> => ({
  id: row.id,
  updatedAt: row.updated_at,
  createdAt: row.created_at,
  title: row.title,
  code: row.code,
  details: row.details,
  director: row.director,
  date: row.date,
  rating100: row.rating100,
  organized: row.organized === 1,
  coverVersion: row.cover_version,
  urls: row.urls === null ? [] : parseTexts(row.urls),
  studioId: row.studio_id,
});

export const createRecordReader = (db: DatabaseSync): RecordReader => {
  const scenes = prepareQuery<SceneRow, [StashId]>(
    db,
    `SELECT id, updated_at, created_at, title, code, director, date, rating100, organized, cover_version, studio_id,
       urls, details FROM scenes WHERE id = ?`,
  );
  const filesOf = prepareQuery<SceneFile, [StashId]>(
    db,
    `SELECT file_id AS id, path, size, duration, oshash, phash FROM scene_files
       WHERE scene_id = ? ORDER BY position`,
  );
  const owners = prepareQuery<{ id: StashId }, [string, number]>(
    db,
    `SELECT f.scene_id AS id FROM file_path_keys k
       JOIN scene_files f ON f.scene_id = k.scene_id AND f.position = k.position
       WHERE k.key = ? AND f.file_id = ?`,
  );
  const performersOf = prepareQuery<{ id: number }, [StashId]>(
    db,
    "SELECT performer_id AS id FROM scene_performers WHERE scene_id = ? ORDER BY position",
  );
  const tagsOf = prepareQuery<{ id: number }, [StashId]>(
    db,
    "SELECT tag_id AS id FROM scene_tags WHERE scene_id = ? ORDER BY position",
  );
  const groupsOf = prepareQuery<SceneGroupLink, [StashId]>(
    db,
    `SELECT group_id AS groupId, scene_index AS sceneIndex FROM scene_groups
       WHERE scene_id = ? ORDER BY position`,
  );
  const stashIdsOf = prepareQuery<StashBoxId, [StashId]>(
    db,
    "SELECT endpoint, stash_id AS stashId FROM scene_stash_ids WHERE scene_id = ? ORDER BY position",
  );
  const partsOf = (id: StashId): SceneParts => ({
    get files() {
      return filesOf.all(id);
    },
    get performerIds() {
      return performersOf.all(id).map((link) => link.id);
    },
    get tagIds() {
      return tagsOf.all(id).map((link) => link.id);
    },
    get groups() {
      return groupsOf.all(id);
    },
    get stashIds() {
      return stashIdsOf.all(id);
    },
  });
  return {
    scene: (id) => {
      const row = scenes.get(id);
      if (row === undefined) return null;
      return { ...toRecord(row), ...partsOf(id) };
    },
    outline: (id) => {
      const row = scenes.get(id);
      return row === undefined ? null : Object.assign(partsOf(id), toRecord(row));
    },
    files: (id) => filesOf.all(id),
    ownersOf: (file) => owners.all(pathKey(file.path), file.id).map((row) => row.id),
  };
};
