import type { DatabaseSync } from "node:sqlite";

import { prepareQuery } from "../store/typed-query.ts";
import type { GapCounts, GapKind, GapReason, GapSummary } from "./gap.ts";

export interface OpenCounts {
  /** Every kind, also those with none. */
  byKind(): GapCounts;
  byReason(): GapSummary["reasons"];
  /** Open gaps about files and items that no scene of Stash stands behind. */
  withoutScene(): number;
}

/** How many gaps are open. */
export const createGapCounts = (db: DatabaseSync): OpenCounts => {
  const reasons = prepareQuery<{ kind: GapKind; reason: GapReason; count: number }>(
    db,
    `SELECT kind, reason, count(*) AS count FROM gaps WHERE closed_at IS NULL
       GROUP BY kind, reason ORDER BY kind, reason`,
  );
  const withoutScene = prepareQuery<{ n: number }>(
    db,
    `SELECT (SELECT count(*) FROM gaps WHERE closed_at IS NULL AND scene_id IS NULL)
       + (SELECT count(*) FROM gaps WHERE closed_at IS NULL AND kind = 'orphan'
            AND reason = 'scene-deleted' AND scene_id IS NOT NULL) AS n`,
  );
  return {
    byKind: () => {
      const counts = {
        "plex-only": 0,
        "stash-only": 0,
        unmatched: 0,
        stale: 0,
        incomplete: 0,
        orphan: 0,
        duplicate: 0,
      };
      for (const { kind, count } of reasons.all()) counts[kind] += count;
      return counts;
    },
    byReason: () => reasons.all(),
    withoutScene: () => withoutScene.get()?.n ?? 0,
  };
};
