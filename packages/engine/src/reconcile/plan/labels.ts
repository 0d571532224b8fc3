import { distinctNames, foldName } from "@stash2plex/shared/item";

import type { SyncPolicy } from "../policy.ts";
import type { SceneFacts } from "./plan-input.ts";

/** Labels of a scene: the chosen tags that it has, spelled as Stash does, and the one of organized scenes. */
export const labelsOf = (facts: SceneFacts, policy: SyncPolicy): readonly string[] => {
  const chosen = new Set(policy.labelTags.map(foldName));
  const tags = facts.tagNames.filter((name) => chosen.has(foldName(name)));
  const organized =
    facts.organized && policy.organizedLabel !== null ? [policy.organizedLabel] : [];
  return distinctNames([...tags, ...organized]);
};

/** Whether labels are any concern of ours. */
export const hasLabelSettings = ({ labelTags, organizedLabel }: SyncPolicy): boolean =>
  labelTags.length > 0 || organizedLabel !== null;
