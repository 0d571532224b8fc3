import type { DatabaseSync } from "node:sqlite";

import type { StashId } from "@stash2plex/shared/stash";

import type { SyncPolicy } from "../../reconcile/policy.ts";
import { givenLimit, prepareQuery } from "../../store/typed-query.ts";

/** Several items of one scene in one section. */
export interface PairRow {
  readonly sceneId: StashId;
  readonly sectionKey: string;
  readonly title: string;
  /** Ids of the items, joined by ", ". */
  readonly items: string;
  readonly firstItem: number;
  readonly plexPath: string | null;
  readonly stashPath: string | null;
}

/** A stretch of scenes: what is known of them by SQL alone. `sections` is a list of keys as JSON. */
export interface SceneRows {
  /** The last id of the next `limit` scenes behind `afterId`; null: there are none. */
  lastOf(afterId: StashId, limit: number): StashId | null;
  count(afterId: StashId, upToId: StashId): number;
  /** Scenes with a file and without an item. */
  lonely(afterId: StashId, upToId: StashId, policy: SyncPolicy): readonly StashId[];
  title(sceneId: StashId): string;
  pairs(afterId: StashId, upToId: StashId, sections: string): readonly PairRow[];
  paths(sceneId: StashId): readonly string[];
  /** Scenes with an item in these sections and without an open gap. */
  agreeing(
    afterId: StashId,
    upToId: StashId,
    sections: string,
    policy: SyncPolicy,
  ): readonly StashId[];
  /** How many of them there are. */
  agreeingCount(afterId: StashId, upToId: StashId, sections: string, policy: SyncPolicy): number;
  /** How many scenes have an open gap. */
  withGap(afterId: StashId, upToId: StashId): number;
}

const isGated = `(? AND s.organized = 0)
  OR (? AND NOT EXISTS (SELECT 1 FROM scene_stash_ids x WHERE x.scene_id = s.id))`;

const hasPushed = (more: string): string => `(? AND EXISTS (SELECT 1 FROM pushed p
  JOIN plex_items i ON i.id = p.item_id AND i.scene_id IS NULL AND i.deleted_at IS NULL ${more}
  WHERE p.scene_id = s.id))`;

const hasItem = (more: string): string => `EXISTS (SELECT 1 FROM plex_items i
  WHERE i.scene_id = s.id AND i.deleted_at IS NULL ${more})`;

const inSections = "AND +i.section_key IN (SELECT value FROM json_each(?))";

const agreeingScenes = `FROM scenes s WHERE s.id > ? AND s.id <= ?
  AND (${hasItem(inSections)} OR ${hasPushed(inSections)})
  AND NOT EXISTS (SELECT 1 FROM gaps g WHERE g.scene_id = s.id AND g.closed_at IS NULL)`;

const flag = (value: boolean): number => (value ? 1 : 0);

export const createSceneRows = (db: DatabaseSync): SceneRows => {
  const lastOf = prepareQuery<{ id: number | null }, [number, number]>(
    db,
    `SELECT max(id) AS id FROM (SELECT id FROM scenes WHERE id > ? ORDER BY id ${givenLimit})`,
  );
  const count = prepareQuery<{ n: number }, [number, number]>(
    db,
    "SELECT count(*) AS n FROM scenes WHERE id > ? AND id <= ?",
  );
  const lonely = prepareQuery<{ id: number }, [number, number, number, number, number]>(
    db,
    `SELECT s.id FROM scenes s WHERE s.id > ? AND s.id <= ?
       AND EXISTS (SELECT 1 FROM scene_files f WHERE f.scene_id = s.id)
       AND NOT ${hasItem("")} AND NOT ${hasPushed("")} AND NOT (${isGated}) ORDER BY s.id`,
  );
  const pairs = prepareQuery<PairRow, [number, number, string]>(
    db,
    `SELECT x.*,
         (SELECT title FROM plex_items i WHERE i.id = x.firstItem) AS title,
         (SELECT file FROM plex_parts q WHERE q.item_id = x.firstItem ORDER BY q.position LIMIT 1) AS plexPath,
         (SELECT path FROM scene_files f WHERE f.scene_id = x.sceneId ORDER BY f.position LIMIT 1) AS stashPath
       FROM (SELECT i.scene_id AS sceneId, i.section_key AS sectionKey, min(i.id) AS firstItem,
           group_concat(i.id, ', ' ORDER BY i.id) AS items
         FROM plex_items i WHERE i.scene_id > ? AND i.scene_id <= ? AND i.deleted_at IS NULL ${inSections}
         GROUP BY i.scene_id, i.section_key HAVING count(*) > 1) x
       WHERE EXISTS (SELECT 1 FROM scenes s WHERE s.id = x.sceneId)`,
  );
  const title = prepareQuery<{ title: string }, [number]>(
    db,
    "SELECT title FROM scenes WHERE id = ?",
  );
  const paths = prepareQuery<{ path: string }, [number]>(
    db,
    "SELECT path FROM scene_files WHERE scene_id = ? ORDER BY position",
  );
  const agreeing = prepareQuery<{ id: number }, [number, number, string, number, string]>(
    db,
    `SELECT s.id ${agreeingScenes}`,
  );
  const agreeingCount = prepareQuery<{ n: number }, [number, number, string, number, string]>(
    db,
    `SELECT count(*) AS n ${agreeingScenes}`,
  );
  const withGap = prepareQuery<{ n: number }, [number, number]>(
    db,
    `SELECT count(DISTINCT g.scene_id) AS n FROM gaps g WHERE g.closed_at IS NULL
       AND g.scene_id > ? AND g.scene_id <= ? AND g.reason <> 'scene-deleted'`,
  );
  const edits = ({ otherAgent }: SyncPolicy): number => flag(otherAgent === "edit");
  return {
    lastOf: (afterId, limit) => lastOf.get(afterId, limit)?.id ?? null,
    count: (afterId, upToId) => count.get(afterId, upToId)?.n ?? 0,
    lonely: (afterId, upToId, policy) =>
      lonely
        .all(
          afterId,
          upToId,
          edits(policy),
          flag(policy.requireOrganized),
          flag(policy.requireStashId),
        )
        .map(({ id }) => id),
    title: (sceneId) => title.get(sceneId)?.title ?? "",
    pairs: (afterId, upToId, sections) => pairs.all(afterId, upToId, sections),
    paths: (sceneId) => paths.all(sceneId).map(({ path }) => path),
    agreeing: (afterId, upToId, sections, policy) =>
      agreeing.all(afterId, upToId, sections, edits(policy), sections).map(({ id }) => id),
    agreeingCount: (afterId, upToId, sections, policy) =>
      agreeingCount.get(afterId, upToId, sections, edits(policy), sections)?.n ?? 0,
    withGap: (afterId, upToId) => withGap.get(afterId, upToId)?.n ?? 0,
  };
};
