import type { GapKind, GapReason, GapRepair, GapSort } from "@stash2plex/engine/gaps";

/** What a kind of gap means, in one sentence. */
export const kindMeanings: Readonly<Record<GapKind, string>> = {
  "plex-only": "Plex has the file, and Stash does not know it.",
  "stash-only": "Stash knows the file, and no watched library of Plex shows it.",
  unmatched: "Both have the file, but the item in Plex is not filled from Stash.",
  stale: "The scene has changed in Stash since Plex was last told.",
  incomplete: "Nothing is newer in Stash, but the item lacks something that Stash has.",
  orphan: "The item in Plex is ours, but its scene is gone from Stash.",
  duplicate: "One scene has two items in Plex, or one item has two scenes.",
};

export const reasonWords: Readonly<Record<GapReason, string>> = {
  "not-in-stash": "not in Stash",
  unmapped: "no path rule fits",
  ambiguous: "several scenes fit",
  filtered: "left out by a filter",
  "wildcard-twin": "hidden by a look-alike name",
  "case-twin": "differs in upper and lower case only",
  "outside-sections": "outside the libraries of Plex",
  "not-scanned": "not scanned by Plex",
  "episode-like-name": "named like an episode",
  "other-agent": "belongs to another agent",
  "no-match": "Plex found no match",
  changed: "changed in Stash",
  field: "fields are missing",
  "scene-deleted": "the scene was deleted",
  "scene-merged": "the scene was merged",
  "two-items": "two items in Plex",
  "two-scenes": "two scenes in Stash",
};

/** What is done, or has to be, as on a button. */
export const repairWords: Readonly<Record<GapRepair, string>> = {
  push: "Bring to Plex",
  match: "Match in Plex",
  "scan-plex": "Let Plex scan",
  "scan-stash": "Let Stash scan",
  "add-path-rule": "Add a path rule",
  "add-folder": "Add the folder to a library",
  "rename-file": "Rename the file",
  "fix-match": "Fix the match in Plex",
  "change-filter": "Change the filter",
  "merge-items": "Merge the items in Plex",
  "split-item": "Split the item in Plex",
  "remove-item": "Remove the item in Plex",
};

export const sortWords: Readonly<Record<GapSort, string>> = {
  newest: "newest first",
  oldest: "oldest first",
  title: "by title",
  path: "by path",
};
