import { sceneIdOfGuid } from "@stash2plex/shared/plex";

import { foundNothing, notTried, type RungResult } from "../decision.ts";
import type { MatchContext } from "../match-context.ts";
import { scenesInWords, withObjection } from "../propose.ts";

/** The guid that we gave an item before. An exact path that says otherwise is believed more: ids go stale. */
export function guidRung(context: MatchContext): RungResult {
  const { request, settings, index } = context;
  if (request.guid === undefined) return notTried("the request has no guid");
  const sceneId = sceneIdOfGuid(settings.identifier, request.guid);
  if (sceneId === null) return notTried("the guid is not one of ours");
  if (!index.guidsTrusted) {
    return notTried("ids are not trusted while the mirror asks whether Stash was rebuilt");
  }
  if (index.scene(sceneId) === null) return foundNothing(`there is no scene ${sceneId}`);
  const reason = `the guid names scene ${sceneId}`;
  const proposal = { sceneId, score: 100, reason, settled: true };
  const exact = context.exactPath();
  if (exact.sceneIds.length === 0 || exact.sceneIds.includes(sceneId)) {
    return { tried: true, accepted: [proposal], objected: [], why: reason };
  }
  const against = `${exact.how} is that of ${scenesInWords(exact.sceneIds)}`;
  const objected = [withObjection(proposal, against)];
  return { tried: true, accepted: [], objected, why: `${reason}, but ${against}` };
}
