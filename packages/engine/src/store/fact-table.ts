import type { DatabaseSync } from "node:sqlite";

import { prepareChange, prepareQuery } from "./typed-query.ts";

/** What a part of the engine remembers about itself, by key, as JSON. */
export interface FactTable<Facts> {
  get<K extends keyof Facts & string>(key: K): Facts[K] | null;
  /** Writes at once when no transaction is open, and nothing when the value is the stored one. */
  set<K extends keyof Facts & string>(key: K, value: Facts[K]): void;
  remove(key: keyof Facts & string): void;
}

/** Reads single facts. `Facts` is a promise about what our own program stored under each key. */
export const createTableReader = <Facts>(
  db: DatabaseSync,
  table: string,
): FactTable<Facts>["get"] => {
  const value = prepareQuery<{ value: string }, [string]>(
    db,
    `SELECT value FROM ${table} WHERE key = ?`,
  );
  return <K extends keyof Facts & string>(key: K) => {
    const row = value.get(key);
    return row === undefined ? null : (JSON.parse(row.value) as Facts[K]);
  };
};

/** @param table With the columns `key` and `value`. */
export const createFactTable = <Facts>(db: DatabaseSync, table: string): FactTable<Facts> => {
  const get = createTableReader<Facts>(db, table);
  const write = prepareChange<[string, string]>(
    db,
    `INSERT OR REPLACE INTO ${table} (key, value) VALUES (?, ?)`,
  );
  const remove = prepareChange<[string]>(db, `DELETE FROM ${table} WHERE key = ?`);
  return {
    get,
    set: (key, value) => {
      const json = JSON.stringify(value);
      if (JSON.stringify(get(key)) !== json) write(key, json);
    },
    remove: (key) => {
      if (get(key) !== null) remove(key);
    },
  };
};
