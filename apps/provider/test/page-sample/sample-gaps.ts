import type { Gap } from "@stash2plex/engine/gaps";

import { START } from "../admin-harness.ts";
import { sampleGap } from "../memory-gap-service.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Scenes of a library of nature films, concerts and lectures, by id. */
export const sceneTitles: ReadonlyMap<number, string> = new Map(
  (
    [
      [101, "Puffins on the High Moor"],
      [102, "Seals in Deep Winter"],
      [103, "Lynxes at Midnight"],
      [104, "Herons in the Rain"],
      [105, "Harbour Quartet – Winter Tale"],
      [106, "Bumblebees in the City"],
      [107, "Red Deer Under Ice"],
      [108, "Kingfishers by the River"],
    ] as const
  ).map(([id, title]) => [id, title]),
);

/** A gap of each kind, and one that is closed. */
export function sampleGaps(): readonly Gap[] {
  return [
    sampleGap(1, {
      kind: "stash-only",
      reason: "not-scanned",
      explanation:
        "Stash knows this file, and the folder belongs to the library Nature, but Plex has not scanned it yet.",
      sceneId: 101,
      title: "Puffins on the High Moor",
      stashPath: "/mnt/media/Copper Beech Films/Puffins on the High Moor [4K].mkv",
      section: "Nature",
      firstSeen: START - 40 * minute,
    }),
    sampleGap(2, {
      kind: "stale",
      reason: "changed",
      explanation:
        "The scene has changed in Stash since Plex was last told: title, performers and genres differ.",
      sceneId: 102,
      title: "Seals in Deep Winter",
      stashPath: "/mnt/media/flat/2007-01-06 - Copper Beech Films - Seals in Deep Winter.mp4",
      plexPath: "/data/films/flat/2007-01-06 - Copper Beech Films - Seals in Deep Winter.mp4",
      ratingKey: "5120",
      section: "Nature",
      firstSeen: START - 2 * hour,
      repair: "push",
      advice: "Bring the scene to Plex again.",
    }),
    sampleGap(3, {
      kind: "plex-only",
      reason: "not-in-stash",
      explanation: "Plex has this file, and Stash knows none with its path, name or length.",
      sceneId: null,
      title: "Harbour at Noon",
      stashPath: null,
      plexPath: "/data/films/Holiday/Harbour at Noon.mp4",
      ratingKey: "5341",
      section: "Nature",
      firstSeen: START - 3 * hour,
      repair: "scan-stash",
      advice:
        "Let Stash scan /mnt/media/Holiday, or leave the folder out with GAPS_EXCLUDE_FOLDERS.",
    }),
    sampleGap(4, {
      kind: "unmatched",
      reason: "no-match",
      explanation:
        "Plex has this file as an item without a match: it asked before Stash knew the file.",
      sceneId: 103,
      title: "Lynxes at Midnight",
      stashPath: "/mnt/media/Red Brick Nature Unit/Lynxes at Midnight/video.mp4",
      plexPath: "/data/films/Red Brick Nature Unit/Lynxes at Midnight/video.mp4",
      ratingKey: "5188",
      section: "Nature",
      firstSeen: START - 5 * hour,
      repair: "match",
      advice: "Match the item to its scene.",
    }),
    sampleGap(5, {
      kind: "incomplete",
      reason: "field",
      explanation: "The item in Plex lacks what Stash has: summary, background.",
      sceneId: 104,
      title: "Herons in the Rain",
      stashPath: "/mnt/media/Red Brick Nature Unit/Herons in the Rain/video.mp4",
      plexPath: "/data/films/Red Brick Nature Unit/Herons in the Rain/video.mp4",
      ratingKey: "5202",
      section: "Nature",
      firstSeen: START - 26 * hour,
      repair: "push",
      advice: "Bring the scene to Plex again.",
    }),
    sampleGap(6, {
      kind: "duplicate",
      reason: "two-items",
      explanation: "Two items of Plex show this scene: 5077 and 5310.",
      sceneId: 105,
      title: "Harbour Quartet – Winter Tale",
      stashPath: "/mnt/media/releases/Cedar.Sessions.Harbour.Quartet.–.Winter.Tale.2008.mkv",
      plexPath: "/data/concerts/Cedar.Sessions.Harbour.Quartet.–.Winter.Tale.2008.mkv",
      ratingKey: "5077",
      section: "Concerts",
      firstSeen: START - 50 * hour,
      repair: "merge-items",
      advice: "Select both items in Plex, and merge them.",
    }),
    sampleGap(7, {
      kind: "orphan",
      reason: "scene-deleted",
      explanation: "The item is ours, but Stash has deleted its scene.",
      sceneId: null,
      title: "Trailer",
      stashPath: null,
      plexPath: "/data/films/Holiday/Extras/Trailer.mp4",
      ratingKey: "5011",
      section: "Nature",
      firstSeen: START - 75 * hour,
      repair: "remove-item",
      advice: "Remove the item in Plex if you do not want it any more.",
    }),
    sampleGap(8, {
      sceneId: 106,
      title: "Bumblebees in the City",
      stashPath: "/mnt/media/Red Brick Nature Unit/Bumblebees in the City/video.mp4",
      kind: "stale",
      reason: "changed",
      section: "Nature",
      firstSeen: START - 90 * hour,
      closedAt: START - 80 * hour,
      repair: "push",
    }),
  ];
}
