import { digestOf } from "@stash2plex/shared/item";
import type { PmsItemId } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import { prepareQuery } from "../../store/typed-query.ts";
import { closedGate } from "../plan/gates.ts";
import { labelsOf } from "../plan/labels.ts";
import { markOfList } from "../plan/text-equality.ts";
import { createPushRecords } from "../push-record.ts";
import { findSceneItems, viewScene, type SceneView } from "../scene-view.ts";
import { createServedRecords } from "../served-record.ts";
import type { FollowerDeps } from "./follower-deps.ts";
import { isLeftAlone } from "./left-alone.ts";

/** Tells whether there is anything to do in Plex for a scene, by our copies of both sides alone. */
export interface SceneCheck {
  /** The scene itself changed, its files maybe, or it is new or gone: its items are looked for everywhere. */
  afterChange(sceneId: StashId): boolean;
  /** Something that the scene shows changed: only items that are known to be the scene's count. */
  afterRelated(sceneId: StashId): boolean;
}

export const createSceneCheck = ({ db, mirror, plex, settings }: FollowerDeps): SceneCheck => {
  const deps = { ...settings, mirror, plex };
  const pushes = createPushRecords(db);
  const served = createServedRecords(db);
  const itemsOf = prepareQuery<{ id: number }, [number, number]>(
    db,
    `SELECT id FROM plex_items WHERE scene_id = ? AND deleted_at IS NULL
     UNION SELECT p.item_id FROM pushed p JOIN plex_items i ON i.id = p.item_id
       WHERE p.scene_id = ? AND i.deleted_at IS NULL AND i.scene_id IS NULL`,
  );
  const knownItems = (sceneId: StashId): readonly PmsItemId[] =>
    itemsOf.all(sceneId, sceneId).map(({ id }) => id);

  /** Whether an item was last brought to something else, or never to anything by us. */
  const isStale = (sceneId: StashId, { desired, facts, policy }: SceneView) => {
    const digest = digestOf(desired);
    const labels = markOfList(policy.fields.has("labels") ? labelsOf(facts, policy) : []);
    return (itemId: PmsItemId): boolean => {
      const record = pushes.of(itemId);
      if (record?.sceneId !== sceneId || record.digest !== digest) return true;
      // Labels are no part of a desired item.
      return policy.fields.has("labels") && markOfList(record.lists.label ?? []) !== labels;
    };
  };
  /**
   * Whether the only item of a scene was never pushed to, and Plex was answered the scene as it is now. What came of
   * that is compared when the import is told; with several items nobody knows which of them asked.
   */
  const isServedAsItIs = (
    sceneId: StashId,
    [itemId, ...others]: readonly PmsItemId[],
    { desired, facts, policy }: SceneView,
  ): boolean =>
    itemId !== undefined &&
    others.length === 0 &&
    pushes.of(itemId) === null &&
    served.digest(sceneId) === digestOf(desired) &&
    // Our provider serves no labels.
    (!policy.fields.has("labels") || labelsOf(facts, policy).length === 0);

  return {
    afterChange: (sceneId) => {
      const view = viewScene(sceneId, deps);
      if (view === null) return knownItems(sceneId).length > 0;
      const found = findSceneItems(sceneId, deps);
      if (found.some(({ movedTo }) => movedTo !== null)) return true;
      if (closedGate(view.facts, view.policy) !== null) return false;
      const stale = isStale(sceneId, view);
      return found.some(
        (entry) =>
          (view.filtered === null || entry.by === "guid") &&
          !isLeftAlone(entry.item, entry.section, settings) &&
          stale(entry.item.id),
      );
    },
    afterRelated: (sceneId) => {
      const items = knownItems(sceneId);
      const view = items.length === 0 ? null : viewScene(sceneId, deps);
      if (view === null || closedGate(view.facts, view.policy) !== null) return false;
      return items.some(isStale(sceneId, view)) && !isServedAsItIs(sceneId, items, view);
    },
  };
};
