import type { PmsItem, PmsItemId } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import type { FoundItem } from "./find-items/find-items.ts";
import type { Plan } from "./operation.ts";
import type { ObservedItem } from "./plan/plan-input.ts";
import { plan } from "./plan/plan.ts";
import { observedItem, planInput, type SceneItemsDeps } from "./scene-items.ts";
import type { SceneView } from "./scene-view.ts";

export interface PlannedScene {
  readonly items: readonly ObservedItem[];
  readonly plan: Plan;
}

const nobody: ReadonlySet<PmsItemId> = new Set();

/** What a run over these items would begin with; writes nothing. */
export const planScene = (
  sceneId: StashId,
  view: SceneView,
  found: readonly FoundItem[],
  documents: ReadonlyMap<PmsItemId, PmsItem>,
  deps: SceneItemsDeps,
): PlannedScene => {
  const facts = { served: null, imported: false, retriesRefused: true, refreshed: nobody };
  const items = found.flatMap((entry) => {
    const document = documents.get(entry.item.id);
    if (document === undefined) return [];
    return [observedItem(entry, document, sceneId, view, deps, facts)];
  });
  return { items, plan: plan(planInput(view, items, "first", deps)) };
};
