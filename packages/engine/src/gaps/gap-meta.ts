import type { DatabaseSync } from "node:sqlite";

import { createFactTable, type FactTable } from "../store/fact-table.ts";
import type { CompareReport } from "./gap.ts";

/** What the gaps remember about themselves, by key. */
export interface GapFacts {
  /** When the last comparison that came to its end had begun, epoch ms. */
  readonly asOf: number;
  readonly lastRun: CompareReport;
  /** With which settings and rules the stored digests were made. */
  readonly digestsMadeWith: string;
}

export type GapMeta = FactTable<GapFacts>;

export const createGapMeta = (db: DatabaseSync): GapMeta =>
  createFactTable<GapFacts>(db, "gap_meta");
