import type { DatabaseSync } from "node:sqlite";

import type {
  RelatedKind,
  RelatedRecords,
  SceneRecord,
  SceneStamp,
  StashId,
} from "@stash2plex/shared/stash";

import { createLateIndexes, dropLateIndexes } from "../store/mirror-schema.ts";
import { checkpointPages, writerCache } from "../store/open-store.ts";
import { prepareQuery } from "../store/typed-query.ts";
import { inTransaction } from "../store/transaction.ts";
import { createMirrorMeta, type MirrorMeta } from "./mirror-meta.ts";
import { createSizeKeeper, type MirrorSize } from "./mirror-size.ts";
import { createRecordReader, type RecordReader } from "./record-reader.ts";
import { createRelatedWriter, type RelatedWriter } from "./related-writer.ts";
import type { WaitingKeys } from "./key-writer.ts";
import { createSceneWriter, type KeyMode, type SizeChange } from "./scene-writer.ts";

/**
 * The write side: each method is one short transaction, and none when nothing would change (disks sleep). Only one
 * thread of the program holds one.
 */
export interface MirrorWriter {
  readonly records: RecordReader;
  readonly related: Omit<RelatedWriter, "put" | "remove" | "refreshAncestors" | "forgetAll">;
  readonly meta: MirrorMeta;
  size(): MirrorSize;
  /**
   * Writes what differs; `facts` are written in the same transaction. Answers whether anything was written. Keys of
   * scenes may wait when the caller calls `writeKeys` later.
   */
  putScenes(scenes: readonly SceneRecord[], facts?: () => void, keys?: KeyMode): boolean;
  /** Search keys of new scenes that are not written yet. */
  waitingKeys(): WaitingKeys;
  writeKeys(facts?: () => void): void;
  /** Writes the keys of scenes with `fromId <= id <= upToId` that waited when the program was killed. */
  keyAgain(fromId: StashId, upToId: StashId, facts?: () => void): void;
  removeScenes(ids: readonly StashId[]): void;
  putRelated<K extends RelatedKind>(
    kind: K,
    records: readonly RelatedRecords[K][],
    facts?: () => void,
  ): boolean;
  removeRelated(kind: RelatedKind, ids: readonly StashId[]): void;
  highestSceneId(): StashId;
  /** Some scenes from all over the library. */
  sampleIds(count: number): readonly StashId[];
  /** Largest `updated_at` texts of scenes, largest first. */
  newestSceneStamps(limit: number): readonly string[];
  /** Stored stamps of scenes with `afterId < id <= upToId`, by id. */
  stampsBetween(afterId: StashId, upToId: StashId): ReadonlyMap<StashId, string>;
  /** Prepares for a first sync: no index and no checkpoint that only costs while an empty mirror is filled. */
  beginFill(): void;
  /** Ends it, each step by a call of its own: with a large library an index takes a second. */
  readonly endFill: readonly (() => void)[];
  /** Forgets everything that came from Stash. */
  wipe(): void;
}

/** SQLite sorts an index in as much memory as its cache has: in KiB. */
const sortingCache = -4_096;
/** Pages of a first sync are visited once and in their order: memory is worth more elsewhere. In KiB. */
const fillingCache = -8_192;
/** Pages in the log between two checkpoints of a first sync: some 100 MB, which the disk has to have anyway. */
const fillingCheckpoint = 24_000;

const mirrorTables = [
  "mirror_meta",
  "scenes",
  "scene_files",
  "file_path_keys",
  "file_stem_keys",
  "scene_title_keys",
  "scene_stash_ids",
  "scene_performers",
  "scene_tags",
  "scene_groups",
  "performers",
  "tags",
  "studios",
  "stash_groups",
  "scene_words",
] as const;

const createStampReader = (db: DatabaseSync) => {
  const highest = prepareQuery<{ id: number | null }>(db, "SELECT max(id) AS id FROM scenes");
  const newest = prepareQuery<{ updated_at: string }, [number]>(
    db,
    "SELECT updated_at FROM scenes ORDER BY updated_at DESC LIMIT ?",
  );
  const between = prepareQuery<SceneStamp, [number, number]>(
    db,
    "SELECT id, updated_at AS updatedAt FROM scenes WHERE id > ? AND id <= ?",
  );
  const nextId = prepareQuery<{ id: number }, [number]>(
    db,
    "SELECT id FROM scenes WHERE id >= ? ORDER BY id LIMIT 1",
  );
  const highestSceneId = (): StashId => highest.get()?.id ?? 0;
  return {
    highestSceneId,
    sampleIds: (count: number): readonly StashId[] => {
      const step = Math.max(1, highestSceneId() / count);
      const wanted = Array.from({ length: count }, (_, index) => 1 + Math.floor(index * step));
      return [...new Set(wanted.flatMap((id) => nextId.get(id)?.id ?? []))];
    },
    newestSceneStamps: (limit: number): readonly string[] =>
      newest.all(limit).map((row) => row.updated_at),
    stampsBetween: (afterId: StashId, upToId: StashId): ReadonlyMap<StashId, string> =>
      new Map(between.all(afterId, upToId).map((row) => [row.id, row.updatedAt])),
  };
};

export const createMirrorWriter = (db: DatabaseSync): MirrorWriter => {
  const records = createRecordReader(db);
  const scenes = createSceneWriter(db, records);
  const related = createRelatedWriter(db);
  const keeper = createSizeKeeper(db);
  const stamps = createStampReader(db);

  /** One transaction over scenes. */
  const change = (
    work: () => readonly SizeChange[],
    facts?: () => void,
    mode: KeyMode = "all-keys",
  ): void => {
    try {
      const changes = inTransaction(db, () => {
        const done = work();
        scenes.flush(mode);
        facts?.();
        return done;
      });
      scenes.committed();
      keeper.change(changes);
    } catch (error) {
      scenes.failed();
      throw error;
    }
  };
  return {
    records,
    related,
    meta: createMirrorMeta(db),
    size: () => keeper.size(),
    putScenes: (list, facts, mode = "all-keys") => {
      if (facts === undefined && !list.some((scene) => scenes.differs(scene))) return false;
      const distinct = new Map(list.map((scene) => [scene.id, scene]));
      const highest = stamps.highestSceneId();
      const put = (scene: SceneRecord): SizeChange =>
        scene.id > highest ? scenes.insert(scene) : scenes.put(scene);
      change(() => [...distinct.values()].map(put), facts, mode);
      return true;
    },
    waitingKeys: () => scenes.waitingKeys(),
    writeKeys: (facts) => {
      if (scenes.waitingKeys().fromId !== null) change(() => [], facts);
    },
    keyAgain: (fromId, upToId, facts) => {
      change(() => {
        for (const id of stamps.stampsBetween(fromId - 1, upToId).keys()) {
          const scene = records.scene(id);
          if (scene !== null) scenes.keyAgain(scene);
        }
        return [];
      }, facts);
    },
    removeScenes: (ids) => {
      if (ids.length > 0) change(() => ids.map((id) => scenes.remove(id)));
    },
    putRelated: (kind, list, facts) => {
      const changed = list.filter((record) => related.differs(kind, record));
      if (changed.length === 0 && facts === undefined) return false;
      inTransaction(db, () => {
        for (const record of changed) related.put(kind, record);
        if (kind === "tag" && changed.length > 0) related.refreshAncestors();
        facts?.();
      });
      return changed.length > 0;
    },
    removeRelated: (kind, ids) => {
      if (ids.length === 0) return;
      inTransaction(db, () => {
        for (const id of ids) related.remove(kind, id);
        if (kind === "tag") related.refreshAncestors();
      });
    },
    ...stamps,
    beginFill: () => {
      for (const statement of dropLateIndexes) db.exec(statement);
      db.exec(
        `PRAGMA wal_autocheckpoint = ${fillingCheckpoint}; PRAGMA cache_size = ${fillingCache}`,
      );
    },
    endFill: [
      ...createLateIndexes.map((statement) => () => {
        db.exec(
          `PRAGMA cache_size = ${sortingCache}; ${statement}; PRAGMA cache_size = ${writerCache}`,
        );
      }),
      () => {
        db.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
      },
    ],
    wipe: () => {
      inTransaction(db, () => {
        for (const table of mirrorTables) db.exec(`DELETE FROM ${table}`);
      });
      keeper.clear();
      scenes.forgetAll();
      related.forgetAll();
    },
  };
};
