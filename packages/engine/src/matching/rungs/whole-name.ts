import { foundNothing, notTried, type RungResult } from "../decision.ts";
import { filesOf, preferExactCase, scenesOf } from "../file-hits.ts";
import type { MatchContext } from "../match-context.ts";
import { whyNoName } from "../plex-name.ts";
import { scenesInWords, startsAtLibrary } from "../propose.ts";

/**
 * The whole relative name is the end of a path: both see the same tree. While scenes are still to be learned this is
 * final only where it starts at a library folder or the name is distinctive.
 */
export function wholeNameRung(context: MatchContext): RungResult {
  const { name } = context;
  if (typeof name === "string") return notTried(whyNoName(name));
  if (name.folders.length === 0) return notTried("a name without a folder is judged as base name");
  const { files, more } = context.filesByTail(name.folded.length);
  const hits = preferExactCase(files, name.segments, name.spelled);
  const ids = scenesOf(hits.files);
  const whole = name.segments.join("/");
  if (ids.length === 0) return foundNothing(`no path of Stash ends with "${whole}"`);
  const distinctive = context.nameMark() !== null;
  const accepted = ids.map((sceneId) => {
    const own = filesOf(hits.files, sceneId);
    const path = own[0]?.path ?? "";
    const settled = distinctive || own.some((file) => startsAtLibrary(context, name, file));
    const reason = `the whole name is the end of ${path}${hits.exactCase ? "" : ", in other case"}`;
    return { sceneId, score: 98, reason, settled };
  });
  const found = `the whole name is the end of paths of ${scenesInWords(ids)}`;
  if (more && ids.length === 1) {
    return { tried: true, accepted: [], objected: accepted, why: `${found} and of others` };
  }
  const why = ids.length === 1 ? (accepted[0]?.reason ?? found) : `${found}: not unique`;
  return { tried: true, accepted, objected: [], why };
}
