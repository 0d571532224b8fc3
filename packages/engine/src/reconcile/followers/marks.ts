import type { DatabaseSync } from "node:sqlite";

import { givenLimit, prepareChange, prepareQuery } from "../../store/typed-query.ts";

/**
 * What changed and was not looked at yet: a scene, an object around scenes, an item that appeared in Plex, one that
 * Plex says was updated.
 */
export type MarkKind = "scene" | RelatedMarkKind | "item-appeared" | "item-updated";
/** The marks of the followers, and those of the digests that a comparison keeps. */
export type MarkTable = "follower_marks" | "digest_marks";
export type RelatedMarkKind = "performer" | "tag" | "studio" | "group";

export interface RelatedMark {
  readonly kind: RelatedMarkKind;
  readonly id: number;
  /** The last scene of the object that was compared. */
  readonly after: number;
}

/**
 * Marks live in the database, so that a change that was written is looked at even when the program was killed in
 * between, and a library of any size costs no memory.
 */
export interface Marks {
  /** Begins anew where a mark stands already. */
  put(kind: MarkKind, ids: readonly number[]): void;
  /** Every item of a section as one that appeared. */
  putSection(sectionKey: string): void;
  remove(kind: MarkKind, id: number): void;
  /** Ids above `afterId`, ascending. */
  ids(kind: MarkKind, afterId: number, limit: number): readonly number[];
  /** An object whose scenes are to be compared. */
  nextRelated(): RelatedMark | null;
  moveOn(mark: RelatedMark, after: number): void;
}

/** @param table With the columns of `follower_marks`. */
export const createMarks = (db: DatabaseSync, table: MarkTable = "follower_marks"): Marks => {
  const put = prepareChange<[string, string]>(
    db,
    `INSERT INTO ${table} (kind, id) SELECT ?, value FROM json_each(?) WHERE true
       ON CONFLICT (kind, id) DO UPDATE SET after = -1 WHERE after <> -1`,
  );
  const putSection = prepareChange<[string]>(
    db,
    `INSERT INTO ${table} (kind, id)
       SELECT 'item-appeared', id FROM plex_items WHERE section_key = ? AND deleted_at IS NULL
       ON CONFLICT (kind, id) DO NOTHING`,
  );
  const remove = prepareChange<[string, number]>(
    db,
    `DELETE FROM ${table} WHERE kind = ? AND id = ?`,
  );
  const ids = prepareQuery<{ id: number }, [string, number, number]>(
    db,
    `SELECT id FROM ${table} WHERE kind = ? AND id > ? ORDER BY id ${givenLimit}`,
  );
  const nextRelated = prepareQuery<RelatedMark>(
    db,
    `SELECT kind, id, after FROM ${table}
       WHERE kind IN ('performer', 'tag', 'studio', 'group') LIMIT 1`,
  );
  const moveOn = prepareChange<[number, string, number]>(
    db,
    `UPDATE ${table} SET after = ? WHERE kind = ? AND id = ?`,
  );
  return {
    put: (kind, list) => {
      if (list.length > 0) put(kind, JSON.stringify(list));
    },
    putSection: (sectionKey) => {
      putSection(sectionKey);
    },
    remove: (kind, id) => {
      remove(kind, id);
    },
    ids: (kind, afterId, limit) => ids.all(kind, afterId, limit).map(({ id }) => id),
    nextRelated: () => nextRelated.get() ?? null,
    moveOn: ({ kind, id }, after) => {
      moveOn(after, kind, id);
    },
  };
};
