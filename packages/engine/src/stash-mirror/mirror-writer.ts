import type { DatabaseSync } from "node:sqlite";

import type { RelatedKind, RelatedRecords, SceneRecord, StashId } from "@stash2plex/shared/stash";

import { createLateIndexes, dropLateIndexes } from "../store/mirror-schema.ts";
import { checkpointPages, writerCache } from "../store/open-store.ts";
import { inTransaction } from "../store/transaction.ts";
import type { ChangeListener, MirrorChange } from "./change-feed.ts";
import { createMirrorMeta, type MirrorMeta } from "./mirror-meta.ts";
import { createSizeKeeper, type MirrorSize } from "./mirror-size.ts";
import { createRecordReader, type RecordReader } from "./record-reader.ts";
import { createRelatedWriter, type RelatedWriter } from "./related-writer.ts";
import type { WaitingKeys } from "./key-writer.ts";
import { createSceneWriter, type KeyMode, type SceneChange } from "./scene-writer.ts";
import { createStampReader } from "./stamp-reader.ts";

/**
 * The write side: each method is one short transaction, and none when nothing would change (disks sleep). Only one
 * thread of the program holds one.
 */
export interface MirrorWriter {
  readonly records: RecordReader;
  readonly related: Omit<
    RelatedWriter,
    "showsMore" | "put" | "remove" | "refreshAncestors" | "forgetAll"
  >;
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

const toldChange = (changes: readonly SceneChange[]): MirrorChange => {
  const ids = (wanted: SceneChange["effect"]): readonly StashId[] =>
    changes.filter(({ effect }) => effect === wanted).map(({ id }) => id);
  return {
    kind: "scenes",
    appeared: ids("appeared"),
    changed: ids("changed"),
    vanished: ids("vanished"),
  };
};

/** @param tell Told of each change within its transaction, but not during a first sync. */
export const createMirrorWriter = (
  db: DatabaseSync,
  tell: ChangeListener = () => undefined,
): MirrorWriter => {
  const records = createRecordReader(db);
  const scenes = createSceneWriter(db, records);
  const related = createRelatedWriter(db);
  const keeper = createSizeKeeper(db);
  const stamps = createStampReader(db);
  const meta = createMirrorMeta(db);

  const isCopied = (): boolean => meta.get("sync")?.step === "done";
  const tellRelated = (
    related: RelatedKind,
    changed: readonly StashId[],
    vanished: readonly StashId[],
  ): void => {
    if (changed.length + vanished.length > 0 && isCopied()) {
      tell({ kind: "related", related, changed, vanished });
    }
  };
  /** One transaction over scenes. */
  const change = (
    work: () => readonly SceneChange[],
    facts?: () => void,
    mode: KeyMode = "all-keys",
  ): void => {
    try {
      const changes = inTransaction(db, () => {
        const done = work();
        scenes.flush(mode);
        facts?.();
        if (done.some(({ effect }) => effect !== "none") && isCopied()) tell(toldChange(done));
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
    meta,
    size: () => keeper.size(),
    putScenes: (list, facts, mode = "all-keys") => {
      if (facts === undefined && !list.some((scene) => scenes.differs(scene))) return false;
      const distinct = new Map(list.map((scene) => [scene.id, scene]));
      const highest = stamps.highestSceneId();
      const put = (scene: SceneRecord): SceneChange =>
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
      const shown = changed.filter((record) => related.showsMore(kind, record));
      inTransaction(db, () => {
        for (const record of changed) related.put(kind, record);
        if (kind === "tag" && changed.length > 0) related.refreshAncestors();
        facts?.();
        tellRelated(
          kind,
          shown.map(({ id }) => id),
          [],
        );
      });
      return changed.length > 0;
    },
    removeRelated: (kind, ids) => {
      if (ids.length === 0) return;
      inTransaction(db, () => {
        for (const id of ids) related.remove(kind, id);
        if (kind === "tag") related.refreshAncestors();
        tellRelated(kind, [], ids);
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
