import { foundNothing, notTried, type Proposal, type RungResult } from "../decision.ts";
import { preferExactCase } from "../file-hits.ts";
import type { MatchContext } from "../match-context.ts";
import { whyNoName } from "../plex-name.ts";
import { proposeByName } from "../propose.ts";

const BEST = 96;
const LEAST = 91;

/**
 * Leading folders dropped one by one, down to one folder and the name. The longest tail that Stash knows decides: a
 * shorter one has the same files and more, so what is ambiguous there cannot become unique further down.
 */
export function shortenedNameRung(context: MatchContext): RungResult {
  const { name } = context;
  if (typeof name === "string") return notTried(whyNoName(name));
  if (name.folders.length < 2) return notTried("the name has no folder that could be dropped");
  const objected: Proposal[] = [];
  const words: string[] = [];
  for (let dropped = 1; dropped < name.folders.length; dropped += 1) {
    const count = name.folded.length - dropped;
    const { files, more } = context.filesByTail(count);
    if (files.length === 0) continue;
    const tail = name.segments.slice(-count);
    const result = proposeByName(context, name, {
      files: preferExactCase(files, tail, name.spelled.slice(-tail.length)).files,
      more,
      score: Math.max(LEAST, BEST + 1 - dropped),
      what: `the end "${tail.join("/")}"`,
    });
    if (result.accepted.length > 0) return { ...result, objected };
    objected.push(...result.objected);
    words.push(result.why);
  }
  if (objected.length === 0) return foundNothing("no path of Stash ends with a shortened name");
  return { tried: true, accepted: [], objected, why: words.join("; ") };
}
