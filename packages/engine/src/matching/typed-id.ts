import { sceneIdOfGuid } from "@stash2plex/shared/plex";
import type { StashId } from "@stash2plex/shared/stash";

import type { Proposal } from "./decision.ts";
import type { MatchContext } from "./match-context.ts";

const NAMED_ID = /^\{?(?:scene|stash)\s*[-:# ]\s*([1-9]\d{0,14})\}?$/iu;
const SCENE_URL = /^https?:\/\/[^\s?#]*\/scenes\/([1-9]\d{0,14})(?:[/?#]\S*)?$/iu;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/iu;

function typedScenes({ index, settings }: MatchContext, text: string): readonly StashId[] {
  const guidId = sceneIdOfGuid(settings.identifier, text);
  if (guidId !== null) return [guidId];
  const digits = NAMED_ID.exec(text)?.[1] ?? SCENE_URL.exec(text)?.[1];
  if (digits !== undefined) return [Number(digits)];
  const uuid = UUID.exec(text)?.[0];
  if (uuid === undefined) return [];
  return [...new Set([uuid, uuid.toLowerCase()].flatMap((id) => index.scenesByStashBoxId(id)))];
}

/**
 * Scenes that the user typed into Fix Match: `scene-123`, `stash:123`, the address of a scene, our guid, or a
 * stash-box UUID (also within its address). The text arrives as title (docs/reference/plex-contract.md, fact 11).
 */
export function typedProposals(context: MatchContext): readonly Proposal[] {
  const text = context.request.title?.trim() ?? "";
  return typedScenes(context, text)
    .filter((id) => context.index.scene(id) !== null)
    .map((sceneId) => ({
      sceneId,
      score: 100,
      reason: `"${text}" was typed and names scene ${sceneId}`,
      settled: true,
    }));
}
