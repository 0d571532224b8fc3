import { foundNothing, notTried, type RungResult } from "../decision.ts";
import { scenesOf } from "../file-hits.ts";
import type { MatchContext } from "../match-context.ts";
import { scenesInWords } from "../propose.ts";

/** An OpenSubtitles hash in the request: the bytes are the same. */
export function hashRung({ request, index }: MatchContext): RungResult {
  if (request.oshash === undefined || request.oshash === "") {
    return notTried("the request has no hash");
  }
  const ids = scenesOf(index.filesByOshash(request.oshash.toLowerCase()));
  if (ids.length === 0) return foundNothing("no file of Stash has this hash");
  const why = `the hash is that of ${scenesInWords(ids)}`;
  const accepted = ids.map((sceneId) => ({ sceneId, score: 100, reason: why, settled: true }));
  return { tried: true, accepted, objected: [], why };
}
