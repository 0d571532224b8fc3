import { foldText } from "@stash2plex/shared/paths";

import type { MatchSettings } from "./match-settings.ts";
import type { IndexedScene } from "./scene-index.ts";

/** Names are read only when something is excluded: each costs a look-up. */
function firstExcluded(
  readNames: () => readonly string[],
  excluded: readonly string[],
): string | undefined {
  if (excluded.length === 0) return undefined;
  const folded = new Set(excluded.map((name) => foldText(name.trim())));
  return readNames().find((name) => folded.has(foldText(name.trim())));
}

/** Why a scene is not matched although it is known, as a sentence with the setting; null when it may be. */
export function filterReason(scene: IndexedScene, settings: MatchSettings): string | null {
  if (settings.requireOrganized && !scene.organized) {
    return "it is not marked organized in Stash (REQUIRE_ORGANIZED)";
  }
  if (settings.requireStashId && !scene.hasStashId) {
    return "it has no id of a stash-box (REQUIRE_STASH_ID)";
  }
  const tag = firstExcluded(() => scene.tagNames, settings.excludeTags);
  if (tag !== undefined) return `it has the tag "${tag}" (EXCLUDE_TAGS)`;
  const studio = firstExcluded(() => scene.studioNames, settings.excludeStudios);
  return studio === undefined ? null : `it is of the studio "${studio}" (EXCLUDE_STUDIOS)`;
}
