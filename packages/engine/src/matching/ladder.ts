import type { MatchRequest } from "@stash2plex/shared/plex";

import { createContext, type DecideDeps } from "./create-context.ts";
import {
  rungs,
  type Candidate,
  type MatchDecision,
  type Proposal,
  type Rung,
  type RungResult,
  type RungTrace,
} from "./decision.ts";
import { manualDecision, mostCandidates } from "./manual-list.ts";
import type { MatchContext } from "./match-context.ts";
import { filterReason } from "./scene-filter.ts";
import { baseNameRung } from "./rungs/base-name.ts";
import { embeddedIdRung } from "./rungs/embedded-id.ts";
import { guidRung } from "./rungs/guid.ts";
import { hashRung } from "./rungs/hash.ts";
import { mappedPathRung } from "./rungs/mapped-path.ts";
import { shortenedNameRung } from "./rungs/shortened-name.ts";
import { stemRung } from "./rungs/stem.ts";
import { titleAndDateRung } from "./rungs/title-and-date.ts";
import { titleRung } from "./rungs/title.ts";
import { wholeNameRung } from "./rungs/whole-name.ts";
import { traceOf } from "./trace.ts";

const MOVIE = 1;

const ladder: Readonly<Record<Rung, (context: MatchContext) => RungResult>> = {
  guid: guidRung,
  hash: hashRung,
  "mapped-path": mappedPathRung,
  "whole-name": wholeNameRung,
  "embedded-id": embeddedIdRung,
  "shortened-name": shortenedNameRung,
  "base-name": baseNameRung,
  stem: stemRung,
  "title-and-date": titleAndDateRung,
  title: titleRung,
};

const automatic = (rung: Rung, proposal: Proposal): Candidate => ({
  ...proposal,
  rung,
  plexScore: 100,
});

/** What the one scene of a rung comes to: an answer, or a scene that a setting keeps out. */
function winner(
  context: MatchContext,
  rung: Rung,
  proposal: Proposal,
): Omit<MatchDecision, "trace"> {
  const scene = context.index.scene(proposal.sceneId);
  const candidates = [automatic(rung, proposal)];
  if (scene === null) {
    return { outcome: "none", candidates: [], summary: `scene ${proposal.sceneId} is gone` };
  }
  const filtered = filterReason(scene, context.settings);
  if (filtered !== null) {
    const summary = `scene ${proposal.sceneId} is meant, but ${filtered}`;
    return { outcome: "filtered", candidates, summary };
  }
  return { outcome: "matched", candidates, summary: proposal.reason };
}

/** What a rung with acceptable scenes comes to. */
function verdictOf(
  context: MatchContext,
  rung: Rung,
  accepted: readonly Proposal[],
): Omit<MatchDecision, "trace"> | null {
  const [only, another] = accepted;
  if (only === undefined) return null;
  if (another === undefined) return winner(context, rung, only);
  return {
    outcome: "ambiguous",
    candidates: accepted.slice(0, mostCandidates).map((proposal) => automatic(rung, proposal)),
    summary: `${accepted.length} scenes fit equally well, so none is answered`,
  };
}

function automaticDecision(context: MatchContext): MatchDecision {
  const trace: RungTrace[] = [];
  for (const [at, rung] of rungs.entries()) {
    const result = ladder[rung](context);
    trace.push(traceOf(rung, result));
    const verdict = verdictOf(context, rung, result.accepted);
    if (verdict === null) continue;
    const rest = rungs.slice(at + 1).map((lower): RungTrace => {
      return { rung: lower, tried: false, found: [], why: "an earlier rung has decided" };
    });
    return { ...verdict, trace: [...trace, ...rest] };
  }
  return { outcome: "none", candidates: [], trace, summary: "no rung found the scene" };
}

function withheld(outcome: "none" | "filtered", summary: string): MatchDecision {
  const trace = rungs.map((rung): RungTrace => ({ rung, tried: false, found: [], why: summary }));
  return { outcome, candidates: [], trace, summary };
}

/**
 * Decides which scene a match request means. Automatic: the first rung with exactly one scene wins; two scenes on a
 * rung end the ladder with an empty answer. Manual: the union of all rungs, best first. Pure over the index: the same
 * request and the same copy of Stash give the same decision.
 */
export function decide(request: MatchRequest, deps: DecideDeps): MatchDecision {
  if (request.type !== MOVIE) return withheld("none", "only movies are matched");
  if (deps.settings.adult === "when-asked" && !request.includeAdult) {
    return withheld("filtered", "the request does not ask for adult items (ADULT=when-asked)");
  }
  const context = createContext(request, deps);
  if (!request.manual) return automaticDecision(context);
  return manualDecision(
    context,
    rungs.map((rung) => ({ rung, result: ladder[rung](context) })),
  );
}
