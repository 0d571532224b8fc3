import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";

import { givenLimit, prepareChange, prepareQuery } from "../../store/typed-query.ts";
import type { DeadLetter, ListQuery, Priority, Work, WorkErrorClass } from "../queue.ts";
import { causesOf, causesText } from "./causes.ts";

interface LetterRow {
  readonly id: number;
  readonly scene_id: number;
  readonly priority: Priority;
  readonly causes: string;
  readonly attempts: number;
  readonly error_class: WorkErrorClass;
  readonly error: string;
  readonly first_at: number;
  readonly died_at: number;
}

interface ChosenLetter extends DeadLetter {
  readonly priority: Priority;
}

export interface DeadLetters {
  add(work: Work, failure: { readonly errorClass: WorkErrorClass; readonly error: string }): void;
  list(query: ListQuery): readonly DeadLetter[];
  /** Removes these, or all, and hands them over. */
  takeOut(ids: readonly number[] | undefined): readonly ChosenLetter[];
  purge(which: { readonly ids?: readonly number[]; readonly diedBefore?: number }): number;
}

const columns = "id, scene_id, priority, causes, attempts, error_class, error, first_at, died_at";
const noEnd = Number.MAX_SAFE_INTEGER;

const letterOf = (row: LetterRow): ChosenLetter => ({
  id: row.id,
  sceneId: row.scene_id,
  priority: row.priority,
  causes: causesOf(row.causes),
  attempts: row.attempts,
  errorClass: row.error_class,
  error: row.error,
  firstAt: row.first_at,
  diedAt: row.died_at,
});

/** Work that cannot succeed by being repeated; newest first. Changes run in the caller's transaction. */
export function createDeadLetters(db: DatabaseSync, clock: Pick<Clock, "now">): DeadLetters {
  const dropOlder = prepareChange<[number]>(db, "DELETE FROM dead_letters WHERE scene_id = ?");
  const insert = prepareChange<[number, number, string, number, string, string, number, number]>(
    db,
    `INSERT INTO dead_letters (scene_id, priority, causes, attempts, error_class, error, first_at, died_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const page = prepareQuery<LetterRow, [number, number]>(
    db,
    `SELECT ${columns} FROM dead_letters WHERE id < ? ORDER BY id DESC ${givenLimit}`,
  );
  const one = prepareQuery<LetterRow, [number]>(
    db,
    `SELECT ${columns} FROM dead_letters WHERE id = ?`,
  );
  const all = prepareQuery<LetterRow>(db, `SELECT ${columns} FROM dead_letters ORDER BY id`);
  const drop = prepareChange<[number]>(db, "DELETE FROM dead_letters WHERE id = ?");
  const dropBefore = prepareChange<[number]>(db, "DELETE FROM dead_letters WHERE died_at < ?");
  return {
    add: ({ sceneId, priority, causes, attempts, enqueuedAt }, { errorClass, error }) => {
      // One letter a scene: the last word about it.
      dropOlder(sceneId);
      insert(
        sceneId,
        priority,
        causesText(causes),
        attempts + 1,
        errorClass,
        error,
        enqueuedAt,
        clock.now(),
      );
    },
    list: ({ limit, after }) => page.all(after ?? noEnd, limit).map(letterOf),
    takeOut: (ids) => {
      const rows = ids === undefined ? all.all() : ids.flatMap((id) => one.get(id) ?? []);
      for (const { id } of rows) drop(id);
      return rows.map(letterOf);
    },
    purge: ({ ids, diedBefore }) => {
      if (ids !== undefined) return ids.reduce((count, id) => count + drop(id), 0);
      return dropBefore(diedBefore ?? noEnd);
    },
  };
}
