import type { DatabaseSync } from "node:sqlite";

import type { StashId } from "@stash2plex/shared/stash";

import { prepareQuery } from "../../store/typed-query.ts";

const dayMs = 86_400_000;

/** How far back a scope reaches, in milliseconds. */
export const scopeMs = { recent: dayMs, week: 7 * dayMs } as const;

interface Stamps {
  readonly created_at: string;
  readonly updated_at: string;
}

/**
 * Whether a scene was made or changed since a time. Both count: a scene of last week that was never edited since is
 * new, and one of last year that was identified today has changed.
 */
export const createIsSince = (db: DatabaseSync): ((id: StashId, since: number) => boolean) => {
  const stamps = prepareQuery<Stamps, [StashId]>(
    db,
    "SELECT created_at, updated_at FROM scenes WHERE id = ?",
  );
  return (id, since) => {
    const row = stamps.get(id);
    // Stash writes local times with their offset: as texts they have no order.
    return (
      row !== undefined &&
      (Date.parse(row.created_at) >= since || Date.parse(row.updated_at) >= since)
    );
  };
};
