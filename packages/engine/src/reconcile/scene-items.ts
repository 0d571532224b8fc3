import { digestOf } from "@stash2plex/shared/item";
import type { PmsItem, PmsItemId } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import type { ArtworkSource } from "./artwork-source.ts";
import type { FoundItem } from "./find-items/find-items.ts";
import { ownershipOf } from "./plan/ownership.ts";
import type { ObservedItem, PlanInput } from "./plan/plan-input.ts";
import type { PushRecords, Written } from "./push-record.ts";
import type { SceneSettings, SceneView } from "./scene-view.ts";
import type { UploadRecords } from "./upload-record.ts";

export interface SceneItemsDeps extends Pick<SceneSettings, "isOurSection" | "pictureUrl"> {
  readonly pushes: PushRecords;
  readonly uploads: UploadRecords;
  readonly artwork: ArtworkSource | null;
}

/** What a run knows beside the two sides. */
export interface RunFacts {
  /** What our provider served before this run, where that differs from now (see `servedBefore`). */
  readonly served: Written | null;
  readonly imported: boolean;
  /** Whether fields that PMS refused are tried again. */
  readonly retriesRefused: boolean;
  readonly refreshed: ReadonlySet<PmsItemId>;
}

const none: ReadonlySet<string> = new Set();

/** An item's document together with all that is remembered of it. */
export const observedItem = (
  found: FoundItem,
  item: PmsItem,
  sceneId: StashId,
  { desired, policy }: SceneView,
  deps: SceneItemsDeps,
  run: RunFacts,
): ObservedItem => {
  const ownership = ownershipOf(policy.identifier, item.guid, sceneId);
  const record = deps.pushes.of(item.id);
  const ofThisScene = record?.sceneId === sceneId ? record : null;
  const refused =
    ofThisScene !== null && !run.retriesRefused && ofThisScene.digest === digestOf(desired)
      ? new Set(ofThisScene.incomplete)
      : none;
  return {
    item,
    ownership,
    inOurSection: deps.isOurSection(found.section),
    isCertain: found.isCertain,
    otherScenes: found.otherScenes,
    // What was written for another scene is ours just as well, and is taken away when the item changes hands.
    written: record ?? (ownership === "ours" ? run.served : null),
    refused,
    uploads: deps.uploads.of(item.id),
    pickers: {},
    imported: run.imported && record === null,
    refreshed: run.refreshed.has(item.id),
  };
};

export const planInput = (
  view: SceneView,
  items: readonly ObservedItem[],
  stage: PlanInput["stage"],
  deps: SceneItemsDeps,
): PlanInput => ({
  desired: view.desired,
  facts: view.facts,
  policy: view.policy,
  items,
  stage,
  pipeline: deps.artwork?.pipeline ?? null,
  pictureUrl: deps.pictureUrl,
});
