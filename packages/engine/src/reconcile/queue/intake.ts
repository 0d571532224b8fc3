import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";

import { prepareChange, prepareQuery } from "../../store/typed-query.ts";
import type { WorkRequest } from "../queue.ts";
import { withCause } from "./causes.ts";

interface Standing {
  readonly causes: string;
}

/** Puts work into the queue; the caller holds the transaction. */
export function createIntake(db: DatabaseSync, clock: Pick<Clock, "now">) {
  const standing = prepareQuery<Standing, [number]>(
    db,
    "SELECT causes FROM sync_queue WHERE scene_id = ?",
  );
  const insert = prepareChange<[number, number, number, number, string]>(
    db,
    `INSERT INTO sync_queue (scene_id, priority, due_at, enqueued_at, generation, attempts, causes)
     VALUES (?, ?, ?, ?, 1, 0, ?)`,
  );
  // Something new happened: earlier failures say nothing of it, and a row that runs now runs again afterwards.
  const raise = prepareChange<[number, number, string, number]>(
    db,
    `UPDATE sync_queue SET priority = min(priority, ?), due_at = min(due_at, ?), generation = generation + 1,
       attempts = 0, waiting_since = NULL, error_class = NULL, error = NULL, causes = ?
     WHERE scene_id = ?`,
  );
  return {
    add: (requests: readonly WorkRequest[]): { added: number; coalesced: number } => {
      const now = clock.now();
      let added = 0;
      for (const { sceneId, priority, cause } of requests) {
        const row = standing.get(sceneId);
        if (row === undefined) added += insert(sceneId, priority, now, now, cause);
        else raise(priority, now, withCause(row.causes, cause), sceneId);
      }
      return { added, coalesced: requests.length - added };
    },
  };
}
