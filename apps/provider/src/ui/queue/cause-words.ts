import { gapCauses } from "@stash2plex/engine/reconcile";

/** Why a scene stands in the queue, for people; what is not known here stays as it is. */
const words: Readonly<Record<string, string>> = {
  "Scene.Create.Post": "new in Stash",
  "Scene.Update.Post": "edited in Stash",
  "Scene.Merge.Post": "merged in Stash",
  "Scene.Destroy.Post": "deleted in Stash",
  merged: "merged in Stash",
  moved: "moved in Stash",
  follow: "found by following Stash",
  reconcile: "brought to Plex anew",
  adopt: "taken over from another agent",
  manual: "asked for by hand",
  "plex-import": "new in Plex",
  "plex-update": "changed in Plex",
  "plex-unmatched": "not matched in Plex",
  [gapCauses.adopt]: "repair of a gap: to be matched",
  [gapCauses.scan]: "repair of a gap: to be scanned",
};

export const causeWords = (causes: readonly string[]): string =>
  [...new Set(causes.map((cause) => words[cause] ?? cause))].join(", ");
