import type { DatabaseSync } from "node:sqlite";

import { givenLimit, prepareChange, prepareQuery } from "../../store/typed-query.ts";

/**
 * What changed and was not looked at yet: a scene, an object around scenes, an item that appeared in Plex, one that
 * Plex says was updated.
 */
export type MarkKind = "scene" | RelatedMarkKind | "item-appeared" | "item-updated";
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

export const createMarks = (db: DatabaseSync): Marks => {
  const put = prepareChange<[string, string]>(
    db,
    `INSERT INTO follower_marks (kind, id) SELECT ?, value FROM json_each(?) WHERE true
       ON CONFLICT (kind, id) DO UPDATE SET after = -1 WHERE after <> -1`,
  );
  const putSection = prepareChange<[string]>(
    db,
    `INSERT INTO follower_marks (kind, id)
       SELECT 'item-appeared', id FROM plex_items WHERE section_key = ? AND deleted_at IS NULL
       ON CONFLICT (kind, id) DO NOTHING`,
  );
  const remove = prepareChange<[string, number]>(
    db,
    "DELETE FROM follower_marks WHERE kind = ? AND id = ?",
  );
  const ids = prepareQuery<{ id: number }, [string, number, number]>(
    db,
    `SELECT id FROM follower_marks WHERE kind = ? AND id > ? ORDER BY id ${givenLimit}`,
  );
  const nextRelated = prepareQuery<RelatedMark>(
    db,
    `SELECT kind, id, after FROM follower_marks
       WHERE kind IN ('performer', 'tag', 'studio', 'group') LIMIT 1`,
  );
  const moveOn = prepareChange<[number, string, number]>(
    db,
    "UPDATE follower_marks SET after = ? WHERE kind = ? AND id = ?",
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
