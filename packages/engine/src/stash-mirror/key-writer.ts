import type { DatabaseSync } from "node:sqlite";

import type { SceneRecord, StashId } from "@stash2plex/shared/stash";

import { prepareRows, prepareSingleRows } from "../store/row-buffer.ts";
import { prepareChange } from "../store/typed-query.ts";
import { createWaitingRows } from "../store/waiting-rows.ts";
import { searchKeysOf } from "./search-keys.ts";

type KeyedScene = Pick<SceneRecord, "id" | "title" | "files">;

/**
 * Writes what scenes are found by. Keys lie all over their tables, so that nearly each costs a page of the file: a
 * first sync writes those of several pages of scenes together. The caller holds the transaction, and puts no scene
 * twice in one.
 */
export interface KeyWriter {
  /** The keys wait for `write`. */
  add(scene: KeyedScene): void;
  drop(scene: KeyedScene): void;
  write(): void;
  waiting(): WaitingKeys;
  /** How the transaction ended. */
  committed(): void;
  failed(): void;
  clear(): void;
}

export interface WaitingKeys {
  readonly files: number;
  /** No scene with a lower id waits; null when none does. */
  readonly fromId: StashId | null;
}

type FileKeyRow = [key: string, sceneId: number, position: number];

const fileKeyTable = (db: DatabaseSync, table: "file_path_keys" | "file_stem_keys") => ({
  rows: createWaitingRows<FileKeyRow>(prepareRows(db, table, ["key", "scene_id", "position"])),
  drop: prepareChange<FileKeyRow>(
    db,
    `DELETE FROM ${table} WHERE key = ? AND scene_id = ? AND position = ?`,
  ),
});

const titleKeyTable = (db: DatabaseSync) => ({
  rows: createWaitingRows<[string, number]>(
    prepareRows(db, "scene_title_keys", ["key", "scene_id"]),
  ),
  drop: prepareChange<[string, number]>(
    db,
    "DELETE FROM scene_title_keys WHERE key = ? AND scene_id = ?",
  ),
});

const wordTable = (db: DatabaseSync) => ({
  rows: createWaitingRows<[number, string]>(
    prepareSingleRows(db, "scene_words", ["rowid", "words"]),
  ),
  drop: prepareChange<[number]>(db, "DELETE FROM scene_words WHERE rowid = ?"),
});

export const createKeyWriter = (db: DatabaseSync): KeyWriter => {
  const paths = fileKeyTable(db, "file_path_keys");
  const stems = fileKeyTable(db, "file_stem_keys");
  const titles = titleKeyTable(db);
  const words = wordTable(db);
  const tables = [paths.rows, stems.rows, titles.rows, words.rows];
  return {
    add: (scene) => {
      const keys = searchKeysOf(scene);
      keys.files.forEach(({ path, stem }, position) => {
        paths.rows.add([path, scene.id, position]);
        if (stem !== "") stems.rows.add([stem, scene.id, position]);
      });
      if (keys.title !== "") titles.rows.add([keys.title, scene.id]);
      if (keys.words !== "") words.rows.add([scene.id, keys.words]);
    },
    drop: (scene) => {
      // Among them may be keys of this scene.
      for (const rows of tables) rows.writeOld();
      const keys = searchKeysOf(scene);
      keys.files.forEach(({ path, stem }, position) => {
        paths.drop(path, scene.id, position);
        if (stem !== "") stems.drop(stem, scene.id, position);
      });
      if (keys.title !== "") titles.drop(keys.title, scene.id);
      if (keys.words !== "") words.drop(scene.id);
    },
    write: () => {
      for (const rows of tables) rows.write();
    },
    waiting: () => {
      const firstIds = [
        paths.rows.first()?.[1],
        stems.rows.first()?.[1],
        titles.rows.first()?.[1],
        words.rows.first()?.[0],
      ].filter((id) => id !== undefined);
      return {
        files: paths.rows.count(),
        fromId: firstIds.length === 0 ? null : Math.min(...firstIds),
      };
    },
    committed: () => {
      for (const rows of tables) rows.committed();
    },
    failed: () => {
      for (const rows of tables) rows.failed();
    },
    clear: () => {
      for (const rows of tables) rows.clear();
    },
  };
};
