import type { DatabaseSync } from "node:sqlite";

import { baseNameOf } from "@stash2plex/shared/paths";
import type { SceneFile, SceneRecord, StashId } from "@stash2plex/shared/stash";

import { stemKey } from "../matching/stem.ts";
import { titleKey } from "../matching/title-tokens.ts";
import { createRowBuffers, type RowBuffers } from "../store/row-buffer.ts";
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

/**
 * Writes scenes. The caller holds the transaction and ends it with `flush`, or gives up with `discard`. Between two
 * flushes a scene must not be put twice: what waits is not read.
 */
export interface SceneWriter {
  /** Whether writing this scene would change anything. */
  differs(scene: SceneRecord): boolean;
  /** Writes what differs from the stored scene, and nothing when nothing does. */
  put(scene: SceneRecord): SizeChange;
  /** Writes a scene that is surely not stored yet. */
  insert(scene: SceneRecord): SizeChange;
  remove(id: StashId): SizeChange;
  flush(): void;
  discard(): void;
}

type KeyRow = [key: string, sceneId: number, position: number];
type LinkRow = [sceneId: number, position: number, linked: number];
type Value = string | number | null;

const dropKey = (db: DatabaseSync, table: "file_path_keys" | "file_stem_keys") =>
  prepareChange<KeyRow>(db, `DELETE FROM ${table} WHERE key = ? AND scene_id = ? AND position = ?`);

const createFileWriter = (db: DatabaseSync, buffers: RowBuffers) => {
  const keyColumns = ["key", "scene_id", "position"];
  const fileColumns = ["file_id", "path", "size", "duration", "oshash", "phash"];
  const addFile = buffers.into<Value[]>("scene_files", ["scene_id", "position", ...fileColumns]);
  const addPath = buffers.byKey<KeyRow>("file_path_keys", keyColumns);
  const addStem = buffers.byKey<KeyRow>("file_stem_keys", keyColumns);
  const dropFiles = prepareChange<[number]>(db, "DELETE FROM scene_files WHERE scene_id = ?");
  const dropPath = dropKey(db, "file_path_keys");
  const dropStem = dropKey(db, "file_stem_keys");
  return {
    add: (sceneId: StashId, files: readonly SceneFile[]): void => {
      files.forEach(({ id, path, size, duration, oshash, phash }, position) => {
        addFile(sceneId, position, id, path, size, duration, oshash, phash);
        addPath(pathKey(path), sceneId, position);
        const stem = stemKey(baseNameOf(path));
        if (stem !== "") addStem(stem, sceneId, position);
      });
    },
    drop: (sceneId: StashId, files: readonly SceneFile[]): void => {
      if (files.length === 0) return;
      dropFiles(sceneId);
      files.forEach(({ path }, position) => {
        dropPath(pathKey(path), sceneId, position);
        dropStem(stemKey(baseNameOf(path)), sceneId, position);
      });
    },
  };
};

const createLinkWriter = (db: DatabaseSync, buffers: RowBuffers) => {
  const into = <Row extends Value[]>(table: string, ...columns: string[]) =>
    buffers.into<Row>(table, ["scene_id", "position", ...columns]);
  const addPerformer = into<LinkRow>("scene_performers", "performer_id");
  const addTag = into<LinkRow>("scene_tags", "tag_id");
  const addGroup = into<[...LinkRow, number | null]>("scene_groups", "group_id", "scene_index");
  const addStashId = into<[number, number, string, string]>(
    "scene_stash_ids",
    "endpoint",
    "stash_id",
  );
  const drops = ["scene_performers", "scene_tags", "scene_groups", "scene_stash_ids"].map((table) =>
    prepareChange<[number]>(db, `DELETE FROM ${table} WHERE scene_id = ?`),
  );
  return {
    add: ({ id, performerIds, tagIds, groups, stashIds }: SceneRecord): void => {
      performerIds.forEach((performerId, position) => addPerformer(id, position, performerId));
      tagIds.forEach((tagId, position) => addTag(id, position, tagId));
      groups.forEach((link, position) => addGroup(id, position, link.groupId, link.sceneIndex));
      stashIds.forEach((link, position) => addStashId(id, position, link.endpoint, link.stashId));
    },
    drop: (sceneId: StashId): void => {
      for (const drop of drops) drop(sceneId);
    },
  };
};

const createWordWriter = (db: DatabaseSync, buffers: RowBuffers) => {
  const addWords = buffers.into<[number, string]>("scene_words", ["rowid", "words"]);
  const addTitle = buffers.byKey<[string, number]>("scene_title_keys", ["key", "scene_id"]);
  const dropWords = prepareChange<[number]>(db, "DELETE FROM scene_words WHERE rowid = ?");
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

/** Columns of `scenes` and where their values come from. */
const sceneColumns: Readonly<Record<string, (scene: SceneRecord) => Value>> = {
  id: (scene) => scene.id,
  updated_at: (scene) => scene.updatedAt,
  created_at: (scene) => scene.createdAt,
  title: (scene) => scene.title,
  code: (scene) => scene.code,
  director: (scene) => scene.director,
  date: (scene) => scene.date,
  rating100: (scene) => scene.rating100,
  organized: (scene) => (scene.organized ? 1 : 0),
  cover_version: (scene) => scene.coverVersion,
  studio_id: (scene) => scene.studioId,
  urls: (scene) => (scene.urls.length === 0 ? null : JSON.stringify(scene.urls)),
  details: (scene) => scene.details,
};

const createRowWriter = (buffers: RowBuffers): ((scene: SceneRecord) => void) => {
  const add = buffers.into<Value[]>("scenes", Object.keys(sceneColumns));
  const values = Object.values(sceneColumns);
  return (scene) => {
    add(...values.map((value) => value(scene)));
  };
};

export const createSceneWriter = (db: DatabaseSync, records: RecordReader): SceneWriter => {
  const buffers = createRowBuffers(db);
  const writeRow = createRowWriter(buffers);
  const files = createFileWriter(db, buffers);
  const links = createLinkWriter(db, buffers);
  const words = createWordWriter(db, buffers);
  const dropRow = prepareChange<[number]>(db, "DELETE FROM scenes WHERE id = ?");

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
    insert,
    remove: (id) => {
      const old = records.scene(id);
      if (old === null) return { scenes: 0, files: 0 };
      words.drop(old);
      links.drop(id);
      files.drop(id, old.files);
      dropRow(id);
      return { scenes: -1, files: -old.files.length };
    },
    flush: () => {
      buffers.flush();
    },
    discard: () => {
      buffers.discard();
    },
  };
};
