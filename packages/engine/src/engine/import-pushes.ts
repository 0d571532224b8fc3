import { desiredItem, digestOf, type ItemSettings } from "@stash2plex/shared/item";
import type { StashId } from "@stash2plex/shared/stash";

import type { MirrorReader } from "../stash-mirror/index.ts";
import type { Store } from "../store/open-store.ts";
import { inTransaction } from "../store/transaction.ts";
import { prepareChange } from "../store/typed-query.ts";

/**
 * Takes over when version 1 of the plugin pushed scenes. A scene that has not changed since counts as brought to Plex as
 * it is now, so that the first run does not go through the whole library. What we know ourselves stays.
 *
 * @param pushedAt epoch milliseconds of the last push, by scene
 * @returns how many scenes count as brought
 */
export function importPushes(
  pushedAt: ReadonlyMap<StashId, number>,
  { db }: Pick<Store, "db">,
  reader: Pick<MirrorReader, "detail">,
  settings: ItemSettings,
): number {
  const keep = prepareChange<[number, string, number]>(
    db,
    "INSERT INTO served (scene_id, digest, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  return inTransaction(db, () => {
    let taken = 0;
    for (const [sceneId, at] of pushedAt) {
      const detail = reader.detail(sceneId);
      if (detail === null || Date.parse(detail.scene.updatedAt) > at) continue;
      taken += keep(sceneId, digestOf(desiredItem(detail, settings)), at);
    }
    return taken;
  });
}
