import { baseNameOf } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import { foundNothing, notTried, type RungResult } from "../decision.ts";
import type { MatchContext } from "../match-context.ts";
import { scenesInWords } from "../propose.ts";
import { stemKey } from "../stem.ts";
import { titleTokens } from "../title-tokens.ts";

const sceneLimit = 50;
const BEST = 75;
const LEAST = 30;

/** Dice's coefficient of two sets of words, 0-1. */
function similarity(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const common = [...left].filter((word) => right.has(word)).length;
  const all = left.size + right.size;
  return all === 0 ? 0 : (2 * common) / all;
}

function bestSimilarity(context: MatchContext, id: StashId, wanted: ReadonlySet<string>): number {
  const scene = context.index.scene(id);
  const texts = [scene?.title ?? "", stemKey(baseNameOf(scene?.primaryPath ?? ""))];
  return Math.max(...texts.map((text) => similarity(wanted, new Set(titleTokens(text)))));
}

/** Scenes with a similar title, for a person to choose from. Never an automatic answer. */
export function titleRung(context: MatchContext): RungResult {
  const { request, name, index } = context;
  if (!request.manual) return notTried("titles are only searched for a person who chooses");
  const text = request.title ?? (typeof name === "string" ? "" : stemKey(name.baseName));
  const wanted = new Set(titleTokens(text));
  if (wanted.size === 0) return notTried("there is no title to search for");
  const ids = index.searchTitles([...wanted], sceneLimit);
  if (ids.length === 0) return foundNothing(`no title has a word of "${text}"`);
  const accepted = ids.map((sceneId) => {
    const share = bestSimilarity(context, sceneId, wanted);
    const score = Math.round(LEAST + (BEST - LEAST) * share);
    const reason = `its title or name shares ${Math.round(share * 100)} % of the words`;
    return { sceneId, score, reason, settled: false };
  });
  return {
    tried: true,
    accepted,
    objected: [],
    why: `words of the title are found in ${scenesInWords(ids)}`,
  };
}
