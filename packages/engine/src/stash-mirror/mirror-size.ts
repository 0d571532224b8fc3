import type { DatabaseSync } from "node:sqlite";

import { prepareQuery } from "../store/typed-query.ts";
import type { SizeChange } from "./scene-writer.ts";

export interface MirrorSize {
  readonly scenes: number;
  readonly files: number;
}

export interface SizeKeeper {
  size(): MirrorSize;
  change(by: readonly SizeChange[]): void;
  clear(): void;
}

/** Counts once and then keeps count: counting a large table takes a while. */
export const createSizeKeeper = (db: DatabaseSync): SizeKeeper => {
  const count = (table: string): number =>
    prepareQuery<{ n: number }>(db, `SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
  let scenes = count("scenes");
  let files = count("scene_files");
  return {
    size: () => ({ scenes, files }),
    change: (by) => {
      for (const change of by) {
        scenes += change.scenes;
        files += change.files;
      }
    },
    clear: () => {
      scenes = 0;
      files = 0;
    },
  };
};
