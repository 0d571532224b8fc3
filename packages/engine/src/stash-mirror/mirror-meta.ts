import type { DatabaseSync } from "node:sqlite";

import type { RelatedKind } from "@stash2plex/shared/stash";

import { prepareChange, prepareQuery } from "../store/typed-query.ts";

/** Scenes up to `afterId` are written; the search keys of those from `keysFrom` on, if it is there, are not yet. */
export interface ScenesPoint {
  readonly step: "scenes";
  readonly afterId: number;
  readonly keysFrom?: number;
}

/** How far the first sync came. */
export type SyncPoint =
  | { readonly step: "related"; readonly kind: RelatedKind; readonly page: number }
  | ScenesPoint
  | { readonly step: "done" };

export interface FrozenState {
  readonly since: number;
  readonly reason: string;
}

/** What the mirror remembers about itself, by key. Times are epoch milliseconds. */
export interface MirrorFacts {
  readonly sync: SyncPoint;
  readonly frozen: FrozenState;
  readonly freshAsOf: number;
  readonly lastIdPass: number;
  readonly lastFullPass: number;
  /** As Stash spells them. */
  readonly libraryFolders: readonly string[];
  /** Version of the rules by which search keys are made. */
  readonly keyRules: number;
}

export interface MirrorMeta {
  get<K extends keyof MirrorFacts>(key: K): MirrorFacts[K] | null;
  /** Writes at once when no transaction is open, and nothing when the value is the stored one. */
  set<K extends keyof MirrorFacts>(key: K, value: MirrorFacts[K]): void;
  remove(key: keyof MirrorFacts): void;
}

/** Reads one fact; prepared once, cheap enough to be asked for every look-up. */
export const createFactReader = (
  db: DatabaseSync,
): (<K extends keyof MirrorFacts>(key: K) => MirrorFacts[K] | null) => {
  const value = prepareQuery<{ value: string }, [string]>(
    db,
    "SELECT value FROM mirror_meta WHERE key = ?",
  );
  return <K extends keyof MirrorFacts>(key: K) => {
    const row = value.get(key);
    return row === undefined ? null : (JSON.parse(row.value) as MirrorFacts[K]);
  };
};

export const createMirrorMeta = (db: DatabaseSync): MirrorMeta => {
  const get = createFactReader(db);
  const write = prepareChange<[string, string]>(
    db,
    "INSERT OR REPLACE INTO mirror_meta (key, value) VALUES (?, ?)",
  );
  const remove = prepareChange<[string]>(db, "DELETE FROM mirror_meta WHERE key = ?");
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
