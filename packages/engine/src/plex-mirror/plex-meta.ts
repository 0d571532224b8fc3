import type { DatabaseSync } from "node:sqlite";

import { createFactTable, type FactTable } from "../store/fact-table.ts";

/** What the mirror remembers about itself, by key. Times are epoch milliseconds. */
export interface PlexMetaFacts {
  /** The server that the copy is of: ids of another one mean other items. */
  readonly machineIdentifier: string;
  /** Identifier and rules by which scene ids and search keys were made. */
  readonly madeWith: string;
  readonly freshAsOf: number;
  readonly lastFullPass: number;
  /** The path rules by which all parts were mapped. */
  readonly rulesVersion: string;
  /** Sections that lost most of their items in the last full pass, which was not believed yet. */
  readonly doubted: readonly string[];
}

export type PlexMeta = FactTable<PlexMetaFacts>;

export const createPlexMeta = (db: DatabaseSync): PlexMeta =>
  createFactTable<PlexMetaFacts>(db, "plex_meta");
