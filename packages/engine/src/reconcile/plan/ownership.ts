import { sceneIdOfGuid } from "@stash2plex/shared/plex";
import type { StashId } from "@stash2plex/shared/stash";

import type { Ownership } from "./plan-input.ts";

/** Guids of items that no agent has claimed, in the forms that were seen. */
const UNMATCHED = /^(?:local|tv\.plex\.agents\.none|com\.plexapp\.agents\.none):\/\/|^$/;

/** Whose an item with this guid is, seen from a scene. */
export const ownershipOf = (identifier: string, guid: string, sceneId: StashId): Ownership => {
  const named = sceneIdOfGuid(identifier, guid);
  if (named !== null) return named === sceneId ? "ours" : "other-scene";
  return UNMATCHED.test(guid) ? "unmatched" : "other-agent";
};
