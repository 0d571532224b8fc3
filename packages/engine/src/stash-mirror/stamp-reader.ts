import type { DatabaseSync } from "node:sqlite";

import type { SceneStamp, StashId } from "@stash2plex/shared/stash";

import { prepareQuery } from "../store/typed-query.ts";

/** Look-ups of ids and stamps, for the write side. */
export const createStampReader = (db: DatabaseSync) => {
  const highest = prepareQuery<{ id: number | null }>(db, "SELECT max(id) AS id FROM scenes");
  const newest = prepareQuery<{ updated_at: string }, [number]>(
    db,
    "SELECT updated_at FROM scenes ORDER BY updated_at DESC LIMIT ?",
  );
  const between = prepareQuery<SceneStamp, [number, number]>(
    db,
    "SELECT id, updated_at AS updatedAt FROM scenes WHERE id > ? AND id <= ?",
  );
  const nextId = prepareQuery<{ id: number }, [number]>(
    db,
    "SELECT id FROM scenes WHERE id >= ? ORDER BY id LIMIT 1",
  );
  const highestSceneId = (): StashId => highest.get()?.id ?? 0;
  return {
    highestSceneId,
    sampleIds: (count: number): readonly StashId[] => {
      const step = Math.max(1, highestSceneId() / count);
      const wanted = Array.from({ length: count }, (_, index) => 1 + Math.floor(index * step));
      return [...new Set(wanted.flatMap((id) => nextId.get(id)?.id ?? []))];
    },
    newestSceneStamps: (limit: number): readonly string[] =>
      newest.all(limit).map((row) => row.updated_at),
    stampsBetween: (afterId: StashId, upToId: StashId): ReadonlyMap<StashId, string> =>
      new Map(between.all(afterId, upToId).map((row) => [row.id, row.updatedAt])),
  };
};
