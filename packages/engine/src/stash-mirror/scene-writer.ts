import type { DatabaseSync } from "node:sqlite";

import type { SceneFile, SceneRecord, StashId } from "@stash2plex/shared/stash";

import { createRowBuffers, type RowBuffers } from "../store/row-buffer.ts";
import { prepareChange } from "../store/typed-query.ts";
import { createKeyWriter, type WaitingKeys } from "./key-writer.ts";
import type { RecordReader } from "./record-reader.ts";
import { sameFiles, sameLinks, sameScalars } from "./scene-equality.ts";

/** How a write changed the size of the mirror. */
export interface SizeChange {
  readonly scenes: number;
  readonly files: number;
}

/** What became of a scene. */
export interface SceneChange extends SizeChange {
  readonly id: StashId;
  readonly effect: "appeared" | "changed" | "vanished" | "none";
}

/** Whether keys may wait for those of later scenes. */
export type KeyMode = "all-keys" | "keys-may-wait";

/**
 * Writes scenes. The caller holds the transaction, calls `flush` before its end, and says how it ended. In one
 * transaction a scene must not be put twice: what waits is not read.
 */
export interface SceneWriter {
  /** Whether writing this scene would change anything. */
  differs(scene: SceneRecord): boolean;
  /** Writes what differs from the stored scene, and nothing when nothing does. */
  put(scene: SceneRecord): SceneChange;
  /** Writes a scene that is surely not stored yet. */
  insert(scene: SceneRecord): SceneChange;
  remove(id: StashId): SceneChange;
  /** Adds the keys of a stored scene again, whose keys were never written. */
  keyAgain(scene: SceneRecord): void;
  /** Writes what waits. Keys may wait on: their scenes are then found by id, and by no name. */
  flush(keys: KeyMode): void;
  waitingKeys(): WaitingKeys;
  committed(): void;
  failed(): void;
  /** To be called when the tables were emptied. */
  forgetAll(): void;
}

type LinkRow = [sceneId: number, position: number, linked: number];
type Value = string | number | null;

const createFileWriter = (db: DatabaseSync, buffers: RowBuffers) => {
  const fileColumns = ["file_id", "path", "size", "duration", "oshash", "phash"];
  const addFile = buffers.into<Value[]>("scene_files", ["scene_id", "position", ...fileColumns]);
  const drop = prepareChange<[number]>(db, "DELETE FROM scene_files WHERE scene_id = ?");
  return {
    add: (sceneId: StashId, files: readonly SceneFile[]): void => {
      files.forEach(({ id, path, size, duration, oshash, phash }, position) => {
        addFile(sceneId, position, id, path, size, duration, oshash, phash);
      });
    },
    drop,
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
  const keys = createKeyWriter(db);
  const dropRow = prepareChange<[number]>(db, "DELETE FROM scenes WHERE id = ?");

  const insert = (scene: SceneRecord): SceneChange => {
    writeRow(scene);
    files.add(scene.id, scene.files);
    links.add(scene);
    keys.add(scene);
    return { id: scene.id, effect: "appeared", scenes: 1, files: scene.files.length };
  };
  const update = (old: SceneRecord, scene: SceneRecord): SceneChange => {
    const scalarsSame = sameScalars(old, scene);
    const linksSame = sameLinks(old, scene);
    const filesSame = sameFiles(old.files, scene.files);
    if (!scalarsSame) writeRow(scene);
    if (!filesSame) {
      files.drop(scene.id);
      files.add(scene.id, scene.files);
    }
    if (!linksSame) {
      links.drop(scene.id);
      links.add(scene);
    }
    if (old.title !== scene.title || !filesSame) {
      keys.drop(old);
      keys.add(scene);
    }
    const effect = scalarsSame && filesSame && linksSame ? "none" : "changed";
    return { id: scene.id, effect, scenes: 0, files: scene.files.length - old.files.length };
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
      if (old === null) return { id, effect: "none", scenes: 0, files: 0 };
      keys.drop(old);
      links.drop(id);
      files.drop(id);
      dropRow(id);
      return { id, effect: "vanished", scenes: -1, files: -old.files.length };
    },
    keyAgain: (scene) => {
      keys.add(scene);
    },
    flush: (mode) => {
      buffers.flush();
      if (mode === "all-keys") keys.write();
    },
    waitingKeys: () => keys.waiting(),
    committed: () => {
      keys.committed();
    },
    failed: () => {
      buffers.discard();
      keys.failed();
    },
    forgetAll: () => {
      keys.clear();
    },
  };
};
