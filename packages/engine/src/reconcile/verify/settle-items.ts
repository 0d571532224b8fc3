import type { PmsItem, PmsItemId } from "@stash2plex/shared/pms";

import { closedGate, qualityNote } from "../plan/gates.ts";
import { itemChanges } from "../plan/item-changes.ts";
import type { ObservedItem } from "../plan/plan-input.ts";
import type { ReconcileParts } from "../scene-deps.ts";
import { planInput } from "../scene-items.ts";
import type { SceneView } from "../scene-view.ts";
import { nextRecord } from "./next-record.ts";

/** Whether the item is one that we keep equal to its scene. */
const isKept = (observed: ObservedItem, { policy }: SceneView): boolean => {
  if (observed.otherScenes.length > 0) return false;
  switch (observed.ownership) {
    case "ours":
      return true;
    case "other-scene":
      return false;
    case "unmatched":
      return policy.otherAgent === "edit" && !observed.inOurSection;
    case "other-agent":
      return policy.otherAgent === "edit";
  }
};

const noteGaps = (
  { item, otherScenes }: ObservedItem,
  incomplete: readonly string[],
  view: SceneView,
  { gaps, clock }: ReconcileParts,
): void => {
  const now = clock.now();
  const at = {
    sceneId: view.desired.sceneId,
    itemId: item.id,
    sectionKey: item.sectionKey,
    plexPath: item.parts[0]?.file ?? null,
    title: item.title,
  };
  gaps.close("orphan", item.id, now);
  if (otherScenes.length === 0) gaps.close("duplicate", item.id, now);
  else {
    const details = otherScenes.join(", ");
    gaps.note({ ...at, kind: "duplicate", reason: "two-scenes", details }, now);
  }
  if (incomplete.length === 0) gaps.close("incomplete", item.id, now);
  else
    gaps.note({ ...at, kind: "incomplete", reason: "field", details: incomplete.join(", ") }, now);
};

/**
 * Compares once more what was read back last, and remembers what each item was brought to.
 *
 * @param written items that this run wrote to
 */
export const settleItems = (
  items: readonly ObservedItem[],
  before: ReadonlyMap<PmsItemId, PmsItem>,
  written: ReadonlySet<PmsItemId>,
  view: SceneView,
  parts: ReconcileParts,
): void => {
  const { desired, facts, policy } = view;
  const isClosed =
    closedGate(facts, policy) !== null || qualityNote(desired, facts, policy) !== null;
  for (const observed of items) {
    const isOpen = !isClosed && isKept(observed, view);
    const itemView = { ...planInput(view, items, "repair", parts), observed };
    const incomplete = isOpen ? itemChanges(itemView).fields : [];
    noteGaps(observed, incomplete, view, parts);
    if (!isOpen) continue;
    parts.gaps.close("stale", observed.item.id, parts.clock.now());
    if (observed.ownership === "ours") {
      parts.gaps.close("unmatched", observed.item.id, parts.clock.now());
    }
    const first = before.get(observed.item.id) ?? observed.item;
    parts.pushes.put(
      nextRecord({ ...itemView, before: first, incomplete, now: parts.clock.now() }),
      written.has(observed.item.id),
    );
  }
};
