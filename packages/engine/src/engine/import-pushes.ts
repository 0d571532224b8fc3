import { desiredItem, digestOf, type ItemSettings } from "@stash2plex/shared/item";
import type { StashId } from "@stash2plex/shared/stash";

import type { ServedRecords, ServedScene } from "../reconcile/index.ts";
import type { MirrorReader } from "../stash-mirror/index.ts";

/**
 * Takes over when version 1 of the plugin pushed scenes. One that has not changed since counts as served as it is now:
 * what changes around it without changing it makes no work. What we know ourselves stays.
 *
 * @param pushedAt epoch milliseconds of the last push, by scene
 */
export function importPushes(
  pushedAt: ReadonlyMap<StashId, number>,
  served: ServedRecords,
  reader: Pick<MirrorReader, "detail">,
  settings: ItemSettings,
): void {
  const scenes: ServedScene[] = [];
  for (const [sceneId, at] of pushedAt) {
    const detail = served.digest(sceneId) === null ? reader.detail(sceneId) : null;
    if (detail === null || Date.parse(detail.scene.updatedAt) > at) continue;
    scenes.push({ sceneId, digest: digestOf(desiredItem(detail, settings)), at });
  }
  served.put(scenes);
}
