import type { DatabaseSync } from "node:sqlite";

import type { ItemSettings } from "@stash2plex/shared/item";
import type { StashId } from "@stash2plex/shared/stash";

import { givenLimit, prepareChange, prepareQuery } from "../../store/typed-query.ts";
import type { MarkTable, RelatedMark, RelatedMarkKind } from "./marks.ts";

/** Finds the scenes that show an object, each object by one range of one index. */
export interface RelatedScenes {
  /** Marks what shows a freshly marked object although it is another one: children, performers with a tag. */
  spread(genres: ItemSettings["genres"]): void;
  /** Ids of scenes above the mark's last one, ascending. */
  next(mark: RelatedMark, limit: number): readonly StashId[];
}

const sceneSql: Readonly<Record<RelatedMarkKind, string>> = {
  performer: "SELECT scene_id AS id FROM scene_performers WHERE performer_id = ? AND scene_id > ?",
  tag: "SELECT scene_id AS id FROM scene_tags WHERE tag_id = ? AND scene_id > ?",
  group: "SELECT scene_id AS id FROM scene_groups WHERE group_id = ? AND scene_id > ?",
  studio: "SELECT id FROM scenes WHERE studio_id = ? AND id > ?",
};

/** The scenes of what is added are compared from the first one on. */
const addMarks = (table: MarkTable, select: string): string =>
  `INSERT INTO ${table} (kind, id, after) ${select}
     ON CONFLICT (kind, id) DO UPDATE SET after = 0`;

const isFresh = (table: MarkTable, kind: RelatedMarkKind, id: string): string =>
  `EXISTS (SELECT 1 FROM ${table} m WHERE m.kind = '${kind}' AND m.id = ${id} AND m.after = -1)`;

/** @param table Where the marks stand. */
export const createRelatedScenes = (
  db: DatabaseSync,
  table: MarkTable = "follower_marks",
): RelatedScenes => {
  const fresh = prepareQuery<{ kind: RelatedMarkKind }>(
    db,
    `SELECT DISTINCT kind FROM ${table}
       WHERE kind IN ('performer', 'tag', 'studio', 'group') AND after = -1`,
  );
  const spreadTags = prepareChange(
    db,
    addMarks(
      table,
      `SELECT DISTINCT 'tag', t.id, 0 FROM tags t, json_each(t.ancestor_ids) a
         WHERE ${isFresh(table, "tag", "a.value")}`,
    ),
  );
  const spreadPerformers = prepareChange(
    db,
    addMarks(
      table,
      `SELECT DISTINCT 'performer', p.id, 0 FROM performers p, json_each(p.tag_ids) t
         JOIN ${table} m ON m.kind = 'tag' AND m.id = t.value WHERE true`,
    ),
  );
  // UNION, not UNION ALL: old data may hold a ring of studios.
  const spreadStudios = prepareChange(
    db,
    addMarks(
      table,
      `WITH RECURSIVE below (id) AS (
         SELECT m.id FROM ${table} m WHERE m.kind = 'studio' AND m.after = -1
         UNION SELECT s.id FROM studios s JOIN below b ON s.parent_id = b.id)
       SELECT 'studio', id, 0 FROM below WHERE true`,
    ),
  );
  const ready = prepareChange<[string]>(
    db,
    `UPDATE ${table} SET after = 0 WHERE kind = ? AND after = -1`,
  );
  const prepareScenes = (kind: RelatedMarkKind) =>
    prepareQuery<{ id: number }, [number, number, number]>(
      db,
      `${sceneSql[kind]} ORDER BY id ${givenLimit}`,
    );
  const scenes = {
    performer: prepareScenes("performer"),
    tag: prepareScenes("tag"),
    studio: prepareScenes("studio"),
    group: prepareScenes("group"),
  };
  return {
    spread: ({ excludeParents, onlyChildrenOf, performerTags }) => {
      const kinds = new Set(fresh.all().map(({ kind }) => kind));
      if (kinds.has("tag")) {
        if (excludeParents.length + onlyChildrenOf.length > 0) spreadTags();
        if (performerTags) spreadPerformers();
      }
      if (kinds.has("studio")) spreadStudios();
      for (const kind of kinds) ready(kind);
    },
    next: ({ kind, id, after }, limit) =>
      scenes[kind].all(id, after, limit).map((scene) => scene.id),
  };
};
