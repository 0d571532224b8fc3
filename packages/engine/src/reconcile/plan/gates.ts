import type { DesiredItem } from "@stash2plex/shared/item";

import type { PlanNote } from "../operation.ts";
import type { SyncPolicy } from "../policy.ts";
import type { SceneFacts } from "./plan-input.ts";

/** Whether Stash knows anything of the scene that a file name does not say. */
export const saysSomething = (desired: DesiredItem, facts: SceneFacts): boolean =>
  facts.hasTitle ||
  facts.tagNames.length > 0 ||
  facts.performerCount > 0 ||
  desired.studios.length > 0 ||
  desired.studio !== undefined ||
  desired.summary !== undefined ||
  desired.originallyAvailableAt !== undefined;

const note = (code: string, text: string): PlanNote => ({ itemId: null, code, text });

/** Why a scene is not brought to Plex at all, or null. */
export const closedGate = (facts: SceneFacts, policy: SyncPolicy): PlanNote | null => {
  if (policy.requireOrganized && !facts.organized) {
    return note("not-organized", "The scene is not marked organized in Stash (REQUIRE_ORGANIZED).");
  }
  if (policy.requireStashId && !facts.hasStashId) {
    return note("no-stash-id", "The scene has no id of a stash-box (REQUIRE_STASH_ID).");
  }
  return null;
};

/**
 * Why nothing is written to the scene's items, or null. An item that nobody has claimed is still matched: a match
 * writes nothing.
 */
export const qualityNote = (
  desired: DesiredItem,
  facts: SceneFacts,
  policy: SyncPolicy,
): PlanNote | null =>
  policy.qualityGate && !saysSomething(desired, facts)
    ? note(
        "nothing-to-say",
        "Stash has no title, studio, performers, tags, details or date for this scene yet (QUALITY_GATE).",
      )
    : null;
