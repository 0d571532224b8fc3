import { digestOf, type DesiredItem } from "@stash2plex/shared/item";
import type { PmsTagKind } from "@stash2plex/shared/pms";

import { contentField, contentMark } from "../plan/content-mark.ts";
import { listFields, scalarFields } from "../plan/field-names.ts";
import { wantedNames } from "../plan/list-changes.ts";
import type { SceneFacts } from "../plan/plan-input.ts";
import { markOf } from "../plan/text-equality.ts";
import type { SyncPolicy } from "../policy.ts";
import type { Written } from "../push-record.ts";

/**
 * What our provider must have served for an item of ours that was never pushed to: the scene as it was before it was
 * read anew. So a tag that is taken away in Stash leaves Plex also where the reconciler has never been.
 */
export const servedBefore = (
  desired: DesiredItem,
  facts: SceneFacts,
  policy: SyncPolicy,
): Written => {
  const marks: Record<string, string> = { [contentField]: contentMark(desired, policy, "ours") };
  for (const [, scalar] of scalarFields) {
    const value = desired[scalar];
    if (value !== undefined) marks[scalar] = markOf(value);
  }
  const lists: Partial<Record<PmsTagKind, readonly string[]>> = {};
  for (const [, kind] of listFields) {
    const names = wantedNames({ desired, facts, policy }, kind);
    // Our provider serves no labels: whoever set one there did it by hand.
    if (names.length > 0 && kind !== "label") lists[kind] = names;
  }
  return { digest: digestOf(desired), lists, marks };
};
