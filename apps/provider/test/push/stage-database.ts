import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import * as z from "zod";

/** A gap that the provider has found and not seen closed. */
export type OpenGap = z.infer<typeof gapSchema>;

/** What only the provider's own file tells. */
export interface StageDatabase {
  readonly openGaps: () => readonly OpenGap[];
  /** Scenes that wait or are being worked on. */
  readonly queued: () => number;
  /** Changes that were noticed and not looked at yet. */
  readonly marked: () => number;
}

const gapSchema = z.object({
  kind: z.string(),
  reason: z.string(),
  sceneId: z.number().nullable(),
  itemId: z.number().nullable(),
});
const countSchema = z.object({ count: z.number() });

/** Reads beside the provider; opened for each look, so that no file is held. */
export function stageDatabase(dataDir: string): StageDatabase {
  const rows = (sql: string): readonly unknown[] => {
    const db = new DatabaseSync(join(dataDir, "stash2plex.db"), { readOnly: true });
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  };
  const countOf = (table: string): number =>
    countSchema.parse(rows(`SELECT count(*) AS count FROM ${table}`)[0]).count;
  return {
    openGaps: () =>
      z
        .array(gapSchema)
        .parse(
          rows(
            "SELECT kind, reason, scene_id AS sceneId, item_id AS itemId FROM gaps WHERE closed_at IS NULL",
          ),
        ),
    queued: () => countOf("sync_queue"),
    marked: () => countOf("follower_marks"),
  };
}
