import type { DatabaseSync } from "node:sqlite";

import type { StashId } from "@stash2plex/shared/stash";

import { inTransaction } from "../store/transaction.ts";
import { prepareChange, prepareQuery } from "../store/typed-query.ts";

/** What Plex was answered for a scene. */
export interface ServedScene {
  readonly sceneId: StashId;
  /** Digest of the item as it was served. */
  readonly digest: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface ServedRecords {
  /** Of what was last served; null: nothing is known. */
  digest(sceneId: StashId): string | null;
  /** In one transaction. The same digest again writes nothing. */
  put(scenes: readonly ServedScene[]): void;
}

/** The table of what was served over one connection; statements are prepared once. */
export const createServedRecords = (db: DatabaseSync): ServedRecords => {
  const digestOf = prepareQuery<{ digest: string }, [StashId]>(
    db,
    "SELECT digest FROM served WHERE scene_id = ?",
  );
  const write = prepareChange<[StashId, string, number]>(
    db,
    `INSERT INTO served (scene_id, digest, at) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET digest = excluded.digest, at = excluded.at
       WHERE digest <> excluded.digest`,
  );
  return {
    digest: (sceneId) => digestOf.get(sceneId)?.digest ?? null,
    put: (scenes) => {
      inTransaction(db, () => {
        for (const { sceneId, digest, at } of scenes) write(sceneId, digest, at);
      });
    },
  };
};
