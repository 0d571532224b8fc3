import type { DatabaseSync } from "node:sqlite";

import { baseNameOf } from "@stash2plex/shared/paths";
import type { SceneFile, SceneRecord, StashId } from "@stash2plex/shared/stash";

import { stemKey } from "../matching/stem.ts";
import { titleKey } from "../matching/title-tokens.ts";
import { prepareChange } from "../store/typed-query.ts";
import { pathKey } from "./path-keys.ts";
import type { RecordReader } from "./record-reader.ts";
import { sameFiles, sameLinks, sameScalars } from "./scene-equality.ts";
import { sceneWords } from "./search-words.ts";

/** How a write changed the size of the mirror. */
export interface SizeChange {
  readonly scenes: number;
  readonly files: number;
}

/** Writes single scenes; the caller holds the transaction. */
export interface SceneWriter {
  /** Whether writing this scene would change anything. */
  differs(scene: SceneRecord): boolean;
  /** Writes what differs from the stored scene, and nothing when nothing does. */
  put(scene: SceneRecord): SizeChange;
  remove(id: StashId): SizeChange;
}

type FileRow = [number, number, number, string, number, number, string | null, string | null];

const createKeyWriter = (db: DatabaseSync, table: "file_path_keys" | "file_stem_keys") => ({
  add: prepareChange<[string, number, number]>(
    db,
    `INSERT OR IGNORE INTO ${table} (key, scene_id, position) VALUES (?, ?, ?)`,
  ),
  drop: prepareChange<[string, number, number]>(
    db,
    `DELETE FROM ${table} WHERE key = ? AND scene_id = ? AND position = ?`,
  ),
});

const createFileWriter = (db: DatabaseSync) => {
  const addFile = prepareChange<FileRow>(
    db,
    `INSERT INTO scene_files (scene_id, position, file_id, path, size, duration, oshash, phash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const dropFiles = prepareChange<[number]>(db, "DELETE FROM scene_files WHERE scene_id = ?");
  const paths = createKeyWriter(db, "file_path_keys");
  const stems = createKeyWriter(db, "file_stem_keys");
  return {
    add: (sceneId: StashId, files: readonly SceneFile[]): void => {
      files.forEach((file, position) => {
        addFile(
          sceneId,
          position,
          file.id,
          file.path,
          file.size,
          file.duration,
          file.oshash,
          file.phash,
        );
        paths.add(pathKey(file.path), sceneId, position);
        const stem = stemKey(baseNameOf(file.path));
        if (stem !== "") stems.add(stem, sceneId, position);
      });
    },
    drop: (sceneId: StashId, files: readonly SceneFile[]): void => {
      if (files.length === 0) return;
      dropFiles(sceneId);
      files.forEach((file, position) => {
        paths.drop(pathKey(file.path), sceneId, position);
        stems.drop(stemKey(baseNameOf(file.path)), sceneId, position);
      });
    },
  };
};

const createLinkWriter = (db: DatabaseSync) => {
  const addPerformer = prepareChange<[number, number, number]>(
    db,
    "INSERT INTO scene_performers (scene_id, position, performer_id) VALUES (?, ?, ?)",
  );
  const addTag = prepareChange<[number, number, number]>(
    db,
    "INSERT INTO scene_tags (scene_id, position, tag_id) VALUES (?, ?, ?)",
  );
  const addGroup = prepareChange<[number, number, number, number | null]>(
    db,
    "INSERT INTO scene_groups (scene_id, position, group_id, scene_index) VALUES (?, ?, ?, ?)",
  );
  const addStashId = prepareChange<[number, number, string, string]>(
    db,
    "INSERT INTO scene_stash_ids (scene_id, position, endpoint, stash_id) VALUES (?, ?, ?, ?)",
  );
  const drops = ["scene_performers", "scene_tags", "scene_groups", "scene_stash_ids"].map((table) =>
    prepareChange<[number]>(db, `DELETE FROM ${table} WHERE scene_id = ?`),
  );
  return {
    add: (scene: SceneRecord): void => {
      scene.performerIds.forEach((id, position) => addPerformer(scene.id, position, id));
      scene.tagIds.forEach((id, position) => addTag(scene.id, position, id));
      scene.groups.forEach((link, position) =>
        addGroup(scene.id, position, link.groupId, link.sceneIndex),
      );
      scene.stashIds.forEach((link, position) =>
        addStashId(scene.id, position, link.endpoint, link.stashId),
      );
    },
    drop: (sceneId: StashId): void => {
      for (const drop of drops) drop(sceneId);
    },
  };
};

const createWordWriter = (db: DatabaseSync) => {
  const addWords = prepareChange<[number, string]>(
    db,
    "INSERT INTO scene_words (rowid, words) VALUES (?, ?)",
  );
  const dropWords = prepareChange<[number]>(db, "DELETE FROM scene_words WHERE rowid = ?");
  const addTitle = prepareChange<[string, number]>(
    db,
    "INSERT OR IGNORE INTO scene_title_keys (key, scene_id) VALUES (?, ?)",
  );
  const dropTitle = prepareChange<[string, number]>(
    db,
    "DELETE FROM scene_title_keys WHERE key = ? AND scene_id = ?",
  );
  return {
    add: (scene: SceneRecord): void => {
      const words = sceneWords(scene);
      if (words !== "") addWords(scene.id, words);
      const key = titleKey(scene.title);
      if (key !== "") addTitle(key, scene.id);
    },
    drop: (scene: SceneRecord): void => {
      if (sceneWords(scene) !== "") dropWords(scene.id);
      const key = titleKey(scene.title);
      if (key !== "") dropTitle(key, scene.id);
    },
  };
};

export const createSceneWriter = (db: DatabaseSync, records: RecordReader): SceneWriter => {
  const putRow = prepareChange<(string | number | null)[]>(
    db,
    `INSERT OR REPLACE INTO scenes (id, updated_at, created_at, title, code, director, date, rating100, organized,
       cover_version, studio_id, urls, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const dropRow = prepareChange<[number]>(db, "DELETE FROM scenes WHERE id = ?");
  const files = createFileWriter(db);
  const links = createLinkWriter(db);
  const words = createWordWriter(db);
  const writeRow = (scene: SceneRecord): void => {
    putRow(
      scene.id,
      scene.updatedAt,
      scene.createdAt,
      scene.title,
      scene.code,
      scene.director,
      scene.date,
      scene.rating100,
      scene.organized ? 1 : 0,
      scene.coverVersion,
      scene.studioId,
      scene.urls.length === 0 ? null : JSON.stringify(scene.urls),
      scene.details,
    );
  };
  const insert = (scene: SceneRecord): SizeChange => {
    writeRow(scene);
    files.add(scene.id, scene.files);
    links.add(scene);
    words.add(scene);
    return { scenes: 1, files: scene.files.length };
  };
  const update = (old: SceneRecord, scene: SceneRecord): SizeChange => {
    const filesSame = sameFiles(old.files, scene.files);
    if (!sameScalars(old, scene)) writeRow(scene);
    if (!filesSame) {
      files.drop(scene.id, old.files);
      files.add(scene.id, scene.files);
    }
    if (!sameLinks(old, scene)) {
      links.drop(scene.id);
      links.add(scene);
    }
    if (old.title !== scene.title || !filesSame) {
      words.drop(old);
      words.add(scene);
    }
    return { scenes: 0, files: scene.files.length - old.files.length };
  };
  return {
    differs: (scene) => {
      const old = records.scene(scene.id);
      return (
        old === null ||
        !sameScalars(old, scene) ||
        !sameFiles(old.files, scene.files) ||
        !sameLinks(old, scene)
      );
    },
    put: (scene) => {
      const old = records.scene(scene.id);
      return old === null ? insert(scene) : update(old, scene);
    },
    remove: (id) => {
      const old = records.scene(id);
      if (old === null) return { scenes: 0, files: 0 };
      words.drop(old);
      links.drop(id);
      files.drop(id, old.files);
      dropRow(id);
      return { scenes: -1, files: -old.files.length };
    },
  };
};
