import type { DatabaseSync } from "node:sqlite";

import { SHOWN_DIGEST_LENGTH } from "@stash2plex/shared/item";
import type { PmsItemId } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import type { MirroredPart } from "../../plex-mirror/plex-mirror.ts";
import type { SyncPolicy } from "../../reconcile/policy.ts";
import { givenLimit, prepareQuery } from "../../store/typed-query.ts";

export interface ItemRow {
  readonly id: PmsItemId;
  readonly sectionKey: string;
  readonly guid: string;
  readonly title: string;
}

/** An item that is a scene's, of which something has to be said or looked at. */
export interface HeldRow extends ItemRow {
  readonly sceneId: StashId;
  readonly isOrphan: 0 | 1;
  /** Whether its file bears no name of the scene's files, or it has several. */
  readonly isDoubtful: 0 | 1;
  /** Whether the desired item of now is not what was last served or pushed. */
  readonly isStale: 0 | 1;
  /** Names of fields as JSON, or null. */
  readonly incomplete: string | null;
  /** Whether a setting keeps the scene from being brought to Plex. */
  readonly isGated: 0 | 1;
  readonly stashPath: string | null;
}

export interface ForeignRow extends ItemRow {
  readonly parts: readonly MirroredPart[];
}

/** A stretch of items: what is known of them by SQL alone. */
export interface ItemRows {
  /** The last id of the next `limit` items behind `afterId`; null: there are none. */
  lastOf(afterId: PmsItemId, limit: number): PmsItemId | null;
  /** Live items of these sections, as JSON, above `afterId` up to `upToId`. */
  count(afterId: PmsItemId, upToId: PmsItemId, sections: string): number;
  held(afterId: PmsItemId, upToId: PmsItemId, policy: SyncPolicy): readonly HeldRow[];
  /** Items that are no scene's, with their parts. */
  foreign(afterId: PmsItemId, upToId: PmsItemId, policy: SyncPolicy): readonly ForeignRow[];
  parts(itemId: PmsItemId): readonly MirroredPart[];
}

/** The base name, as it is spelt. */
const nameOf = (path: string): string =>
  `substr(${path}, length(rtrim(${path}, replace(${path}, '/', ''))) + 1)`;

/** The scene of an item: by its guid, or by what was pushed to an item of another guid, where that is done. */
const sceneOf = "coalesce(i.scene_id, iif(?, p.scene_id, NULL))";

/** What of a digest says that Plex shows something else: Stash names pictures anew with every save. */
const shown = (digest: string): string => `substr(${digest}, 1, ${SHOWN_DIGEST_LENGTH})`;

const newest = `iif(p.scene_id = s.id AND (v.at IS NULL OR p.at >= v.at), p.digest, v.digest)`;

const doubtful = `((SELECT count(*) FROM plex_parts q WHERE q.item_id = i.id) <> 1 OR NOT EXISTS (
  SELECT 1 FROM plex_parts q JOIN scene_files f ON f.scene_id = s.id
    WHERE q.item_id = i.id AND (f.path = q.file OR ${nameOf("f.path")} = ${nameOf("q.file")})))`;

const heldSql = `
  SELECT i.id, i.section_key AS sectionKey, i.guid, i.title, h.scene AS sceneId,
    s.id IS NULL AS isOrphan,
    s.id IS NOT NULL AND i.scene_id IS NOT NULL AND ${doubtful} AS isDoubtful,
    coalesce(${shown("d.digest")} <> ${shown(newest)}, 0) AS isStale,
    iif(p.scene_id = s.id, p.incomplete, NULL) AS incomplete,
    ((? AND s.organized = 0) OR (? AND coalesce(d.says_nothing, 0))
      OR (? AND NOT EXISTS (SELECT 1 FROM scene_stash_ids x WHERE x.scene_id = s.id))) AS isGated,
    (SELECT path FROM scene_files f WHERE f.scene_id = s.id ORDER BY f.position LIMIT 1) AS stashPath
  FROM (SELECT i.id AS item, ${sceneOf} AS scene FROM plex_items i LEFT JOIN pushed p ON p.item_id = i.id
          WHERE i.id > ? AND i.id <= ? AND i.deleted_at IS NULL) h
    CROSS JOIN plex_items i ON i.id = h.item
    LEFT JOIN pushed p ON p.item_id = i.id
    LEFT JOIN scenes s ON s.id = h.scene
    LEFT JOIN desired_digests d ON d.scene_id = h.scene
    LEFT JOIN served v ON v.scene_id = h.scene
  WHERE h.scene IS NOT NULL AND (i.scene_id IS NOT NULL OR s.id IS NOT NULL)
    AND (s.id IS NULL OR ${shown("d.digest")} <> ${shown(newest)} OR (p.incomplete IS NOT NULL AND p.scene_id = s.id)
      OR (i.scene_id IS NOT NULL AND ${doubtful}))
  ORDER BY i.id`;

export const createItemRows = (db: DatabaseSync): ItemRows => {
  const lastOf = prepareQuery<{ id: number | null }, [number, number]>(
    db,
    `SELECT max(id) AS id FROM (SELECT id FROM plex_items WHERE id > ? ORDER BY id ${givenLimit})`,
  );
  const count = prepareQuery<{ items: number }, [number, number, string]>(
    db,
    `SELECT count(*) AS items FROM plex_items WHERE id > ? AND id <= ? AND deleted_at IS NULL
       AND +section_key IN (SELECT value FROM json_each(?))`,
  );
  const held = prepareQuery<HeldRow, [number, number, number, number, number, number]>(db, heldSql);
  const foreign = prepareQuery<ItemRow & Omit<MirroredPart, "itemId">, [number, number, number]>(
    db,
    `SELECT i.id, i.section_key AS sectionKey, i.guid, i.title, q.file, q.size, q.duration
       FROM plex_items i CROSS JOIN plex_parts q ON q.item_id = i.id
       WHERE i.id > ? AND i.id <= ? AND i.deleted_at IS NULL AND i.scene_id IS NULL
         AND NOT (? AND EXISTS (SELECT 1 FROM pushed p JOIN scenes s ON s.id = p.scene_id WHERE p.item_id = i.id))
       ORDER BY i.id, q.position`,
  );
  const parts = prepareQuery<MirroredPart, [number]>(
    db,
    `SELECT item_id AS itemId, file, size, duration FROM plex_parts
       WHERE item_id = ? ORDER BY position`,
  );
  const editsOthers = ({ otherAgent }: SyncPolicy): number => (otherAgent === "edit" ? 1 : 0);
  return {
    lastOf: (afterId, limit) => lastOf.get(afterId, limit)?.id ?? null,
    count: (afterId, upToId, sections) => count.get(afterId, upToId, sections)?.items ?? 0,
    held: (afterId, upToId, policy) =>
      held.all(
        policy.requireOrganized ? 1 : 0,
        policy.qualityGate ? 1 : 0,
        policy.requireStashId ? 1 : 0,
        editsOthers(policy),
        afterId,
        upToId,
      ),
    foreign: (afterId, upToId, policy) => {
      const items: (ItemRow & { readonly parts: MirroredPart[] })[] = [];
      for (const row of foreign.all(afterId, upToId, editsOthers(policy))) {
        const { id, sectionKey, guid, title, file, size, duration } = row;
        const part = { itemId: id, file, size, duration };
        const last = items.at(-1);
        if (last?.id === id) last.parts.push(part);
        else items.push({ id, sectionKey, guid, title, parts: [part] });
      }
      return items;
    },
    parts: (itemId) => parts.all(itemId),
  };
};
