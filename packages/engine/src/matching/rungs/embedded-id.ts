import { baseNameOf } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import { foundNothing, notTried, type Proposal, type RungResult } from "../decision.ts";
import { scenesOf } from "../file-hits.ts";
import type { MatchContext } from "../match-context.ts";
import { whyNoName } from "../plex-name.ts";
import { scenesInWords, withObjection } from "../propose.ts";

const EMBEDDED = /\{stash-([1-9]\d{0,14})\}/giu;

const idsIn = (name: string): readonly StashId[] => [
  ...new Set([...name.matchAll(EMBEDDED)].map((found) => Number(found[1]))),
];

/**
 * What speaks against an id in a name, or null. Ids go stale when a Stash is rebuilt: then the name of the file, or
 * the ids in the scene's own names, show that it was given for another scene.
 */
function objectionTo(context: MatchContext, sceneId: StashId): string | null {
  const exact = context.exactPath();
  if (exact.sceneIds.length > 0 && !exact.sceneIds.includes(sceneId)) {
    return `${exact.how} is that of ${scenesInWords(exact.sceneIds)}`;
  }
  const sameName = scenesOf(context.filesByTail(1).files);
  if (sameName.length > 0 && !sameName.includes(sceneId)) {
    return `${scenesInWords(sameName)} has a file of this very name`;
  }
  const ownIds = context.index
    .filesOfScene(sceneId)
    .flatMap((file) => idsIn(baseNameOf(file.path)));
  if (ownIds.length > 0 && !ownIds.includes(sceneId)) {
    return `the scene's own file carries the id ${ownIds.join(", ")}: the ids are of an older Stash`;
  }
  return null;
}

/** `{stash-123}` in the file name. */
export function embeddedIdRung(context: MatchContext): RungResult {
  const { name, index } = context;
  if (typeof name === "string") return notTried(whyNoName(name));
  const ids = idsIn(name.baseName);
  if (ids.length === 0) return notTried("the file name carries no id");
  if (!index.guidsTrusted) {
    return notTried("ids are not trusted while the mirror asks whether Stash was rebuilt");
  }
  const known = ids.filter((id) => index.scene(id) !== null);
  if (known.length === 0) return foundNothing(`there is no ${scenesInWords(ids)}`);
  const accepted: Proposal[] = [];
  const objected: Proposal[] = [];
  for (const sceneId of known) {
    const reason = `the file name carries the id ${sceneId}`;
    const proposal = { sceneId, score: 97, reason, settled: true };
    const against = objectionTo(context, sceneId);
    if (against === null) accepted.push(proposal);
    else objected.push(withObjection(proposal, against));
  }
  const why = [...accepted, ...objected].map(({ reason }) => reason).join("; ");
  return { tried: true, accepted, objected, why };
}
