import type { DatabaseSync } from "node:sqlite";

import type { RelatedKind } from "@stash2plex/shared/stash";

import { createFactTable, createTableReader, type FactTable } from "../store/fact-table.ts";

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

export type MirrorMeta = FactTable<MirrorFacts>;

/** Reads one fact; prepared once, cheap enough to be asked for every look-up. */
export const createFactReader = (db: DatabaseSync): MirrorMeta["get"] =>
  createTableReader<MirrorFacts>(db, "mirror_meta");

export const createMirrorMeta = (db: DatabaseSync): MirrorMeta =>
  createFactTable<MirrorFacts>(db, "mirror_meta");
