import type { DatabaseSync } from "node:sqlite";

import type {
  GroupRecord,
  PerformerRecord,
  SceneDetail,
  SceneGroup,
  SceneTag,
  StashId,
  StudioRecord,
} from "@stash2plex/shared/stash";

import { givenLimit, prepareChange, prepareQuery } from "../store/typed-query.ts";
import { createPictureVersions } from "./picture-versions.ts";
import { createRecordReader, parseIds, parseTexts } from "./record-reader.ts";
import { createSqlSceneIndex } from "./sql-scene-index.ts";
import type { MirrorReader } from "./stash-mirror.ts";

interface PerformerRow extends Omit<PerformerRecord, "tagIds"> {
  tag_ids: string;
}

interface TagRow {
  id: number;
  updatedAt: string;
  name: string;
  parent_ids: string;
  ancestor_ids: string;
  ancestor_names: string;
}

const toPerformer = ({ tag_ids, ...rest }: PerformerRow): PerformerRecord => ({
  ...rest,
  tagIds: parseIds(tag_ids),
});

const toTag = (row: TagRow): SceneTag => ({
  id: row.id,
  updatedAt: row.updatedAt,
  name: row.name,
  parentIds: parseIds(row.parent_ids),
  ancestorIds: parseIds(row.ancestor_ids),
  ancestorNames: parseTexts(row.ancestor_names),
});

const createStudioChain = (db: DatabaseSync): ((id: StashId | null) => readonly StudioRecord[]) => {
  const studios = prepareQuery<StudioRecord, [number]>(
    db,
    `SELECT id, updated_at AS updatedAt, name, parent_id AS parentId, image_version AS imageVersion
       FROM studios WHERE id = ?`,
  );
  return (id) => {
    const chain: StudioRecord[] = [];
    let next = id;
    // A studio met before ends the walk: old data may hold a ring.
    while (next !== null && !chain.some((studio) => studio.id === next)) {
      const studio = studios.get(next);
      if (studio === undefined) break;
      chain.push(studio);
      next = studio.parentId;
    }
    return chain;
  };
};

const createDetailReader = (
  db: DatabaseSync,
  studioChain: (id: StashId | null) => readonly StudioRecord[],
): Pick<MirrorReader, "detail" | "outline"> => {
  const records = createRecordReader(db);
  const performers = prepareQuery<PerformerRow, [number]>(
    db,
    `SELECT p.id, p.updated_at AS updatedAt, p.name, p.disambiguation, p.gender, p.tag_ids,
       p.image_version AS imageVersion
       FROM scene_performers l JOIN performers p ON p.id = l.performer_id
       WHERE l.scene_id = ? ORDER BY l.position`,
  );
  const tagColumns =
    "t.id, t.updated_at AS updatedAt, t.name, t.parent_ids, t.ancestor_ids, t.ancestor_names";
  const tags = prepareQuery<TagRow, [number]>(
    db,
    `SELECT ${tagColumns} FROM scene_tags l JOIN tags t ON t.id = l.tag_id
       WHERE l.scene_id = ? ORDER BY l.position`,
  );
  const tag = prepareQuery<TagRow, [number]>(db, `SELECT ${tagColumns} FROM tags t WHERE t.id = ?`);
  const groups = prepareQuery<GroupRecord & { sceneIndex: number | null }, [number]>(
    db,
    `SELECT g.id, g.updated_at AS updatedAt, g.name, g.front_image_version AS frontImageVersion,
       l.scene_index AS sceneIndex
       FROM scene_groups l JOIN stash_groups g ON g.id = l.group_id
       WHERE l.scene_id = ? ORDER BY l.position`,
  );
  const tagsOfPerformers = (people: readonly PerformerRecord[]): readonly SceneTag[] =>
    [...new Set(people.flatMap((person) => person.tagIds))].flatMap((id) => {
      const row = tag.get(id);
      return row === undefined ? [] : [toTag(row)];
    });
  const groupsOf = (id: StashId): readonly SceneGroup[] =>
    groups.all(id).map(({ sceneIndex, ...group }) => ({ group, sceneIndex }));

  const detail = (id: StashId): SceneDetail | null => {
    const scene = records.scene(id);
    if (scene === null) return null;
    const people = performers.all(id).map(toPerformer);
    return {
      scene,
      performers: people,
      tags: tags.all(id).map(toTag),
      performerTags: tagsOfPerformers(people),
      studios: studioChain(scene.studioId),
      groups: scene.groups.length === 0 ? [] : groupsOf(id),
    };
  };
  const outline = (id: StashId): SceneDetail | null => {
    const scene = records.outline(id);
    if (scene === null) return null;
    return {
      scene,
      get performers() {
        return performers.all(id).map(toPerformer);
      },
      get tags() {
        return tags.all(id).map(toTag);
      },
      get performerTags() {
        return tagsOfPerformers(performers.all(id).map(toPerformer));
      },
      get studios() {
        return studioChain(scene.studioId);
      },
      get groups() {
        return groupsOf(id);
      },
    };
  };
  return { detail, outline };
};

/** The read side of the mirror over a connection of its own; all statements are prepared once. */
export const createMirrorReader = (db: DatabaseSync): MirrorReader => {
  const studioChain = createStudioChain(db);
  const ids = prepareQuery<{ id: number }, [number, number]>(
    db,
    `SELECT id FROM scenes WHERE id > ? ORDER BY id ${givenLimit}`,
  );
  const bounds = prepareQuery<{ low: number | null; high: number | null }>(
    db,
    "SELECT (SELECT min(scene_id) FROM scene_files) AS low, (SELECT max(scene_id) FROM scene_files) AS high",
  );
  const nextPath = prepareQuery<{ path: string; scene_id: number }, [number]>(
    db,
    "SELECT path, scene_id FROM scene_files WHERE scene_id >= ? ORDER BY scene_id, position LIMIT 1",
  );
  // Moves when any other connection commits; this one only reads.
  const dataVersion = prepareQuery<{ data_version: number }>(db, "PRAGMA data_version");
  const begin = prepareChange(db, "BEGIN");
  const commit = prepareChange(db, "COMMIT");
  const atOnce = <T>(work: () => T): T => {
    if (db.isTransaction) return work();
    begin();
    try {
      return work();
    } finally {
      commit();
    }
  };
  const samplePaths = (count: number): readonly string[] => {
    const { low, high } = bounds.get() ?? { low: null, high: null };
    if (low === null || high === null || count <= 0) return [];
    const step = Math.max(1, (high - low + 1) / count);
    const found = new Map<number, string>();
    for (let wanted = low; wanted <= high && found.size < count; wanted += step) {
      const row = nextPath.get(Math.floor(wanted));
      if (row !== undefined) found.set(row.scene_id, row.path);
    }
    return [...found.values()];
  };
  return {
    index: createSqlSceneIndex(db, studioChain),
    ...createDetailReader(db, studioChain),
    pictureVersion: createPictureVersions(db),
    sceneIds: (afterId, limit) => ids.all(afterId, limit).map((row) => row.id),
    samplePaths,
    atOnce,
    dataVersion: () => dataVersion.get()?.data_version ?? 0,
  };
};
