import type { StashId } from "@stash2plex/shared/stash";

import type { Candidate, MatchDecision, Proposal, Rung, RungResult } from "./decision.ts";
import type { MatchContext } from "./match-context.ts";
import { filterReason } from "./scene-filter.ts";
import { traceOf } from "./trace.ts";
import { typedProposals } from "./typed-id.ts";

/** Most scenes that a decision names. */
export const mostCandidates = 50;
const BEST_IN_PLEX = 99;
const LEAST_IN_PLEX = 81;

export interface RungOutcome {
  readonly rung: Rung;
  readonly result: RungResult;
}

interface Ranked {
  readonly rung: Rung;
  readonly proposal: Proposal;
}

/** Each scene once, at its best. What was typed stands first, then rung by rung: the sort keeps that order. */
function ranked(typed: readonly Proposal[], outcomes: readonly RungOutcome[]): readonly Ranked[] {
  const all: readonly Ranked[] = [
    ...typed.map((proposal): Ranked => ({ rung: "embedded-id", proposal })),
    ...outcomes.flatMap(({ rung, result }) =>
      [...result.accepted, ...result.objected].map((proposal) => ({ rung, proposal })),
    ),
  ];
  const best = new Map<StashId, Ranked>();
  for (const entry of all) {
    const known = best.get(entry.proposal.sceneId);
    if (known === undefined || known.proposal.score < entry.proposal.score) {
      best.set(entry.proposal.sceneId, entry);
    }
  }
  return [...best.values()].sort((left, right) => right.proposal.score - left.proposal.score);
}

const toCandidate = ({ rung, proposal }: Ranked, at: number): Candidate => ({
  ...proposal,
  rung,
  plexScore: Math.max(LEAST_IN_PLEX, BEST_IN_PLEX - at),
});

/** The list that a person chooses from: the union of all rungs without what settings keep out. */
export function manualDecision(
  context: MatchContext,
  outcomes: readonly RungOutcome[],
): MatchDecision {
  const typed = typedProposals(context);
  const trace = outcomes.map(({ rung, result }) => traceOf(rung, result));
  const all = ranked(typed, outcomes).flatMap((entry) => {
    const scene = context.index.scene(entry.proposal.sceneId);
    return scene === null ? [] : [{ entry, filtered: filterReason(scene, context.settings) }];
  });
  const kept = all.filter(({ filtered }) => filtered === null).map(({ entry }) => entry);
  if (kept.length > 0) {
    const candidates = kept.slice(0, mostCandidates).map(toCandidate);
    const summary = `${candidates.length} to choose from, the best: ${candidates[0]?.reason ?? ""}`;
    return { outcome: "matched", candidates, trace, summary };
  }
  const [first] = all;
  if (first === undefined) {
    return { outcome: "none", candidates: [], trace, summary: "no rung found a scene" };
  }
  const candidates = all.slice(0, mostCandidates).map(({ entry }, at) => toCandidate(entry, at));
  const summary = `scene ${first.entry.proposal.sceneId} fits, but ${first.filtered ?? ""}`;
  return { outcome: "filtered", candidates, trace, summary };
}
