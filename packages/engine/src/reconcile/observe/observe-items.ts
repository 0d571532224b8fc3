import type { PmsClient, PmsItem, PmsItemId } from "@stash2plex/shared/pms";

import type { PlexMirror } from "../../plex-mirror/plex-mirror.ts";

export interface ObserveDeps {
  readonly pms: Pick<PmsClient, "items">;
  /** Told what was read, so that it need not read it again. */
  readonly plex: Pick<PlexMirror, "take">;
}

/** Ids a request; more make its line too long. */
const batchSize = 50;

/**
 * Reads items' own documents, because listings cut lists and show no locks (docs/reference/plex-contract.md, fact 31).
 * Items that are gone are missing from the answer. Rejects with a `PmsError`.
 */
export const observeItems = async (
  ids: readonly PmsItemId[],
  { pms, plex }: ObserveDeps,
  signal?: AbortSignal,
): Promise<ReadonlyMap<PmsItemId, PmsItem>> => {
  const items = new Map<PmsItemId, PmsItem>();
  for (let at = 0; at < ids.length; at += batchSize) {
    const batch = ids.slice(at, at + batchSize);
    const answer = await pms.items(batch, signal === undefined ? {} : { signal });
    for (const [id, item] of answer) items.set(id, item);
  }
  plex.take(
    [...items.values()],
    ids.filter((id) => !items.has(id)),
  );
  return items;
};
