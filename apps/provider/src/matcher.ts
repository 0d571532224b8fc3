import { explain, type MatchDecision, rungName } from "@stash2plex/engine/matching";

import type { MatchAnswer } from "./plex-routes/ports.ts";

/** A decision of the ladder, or one that Stash could not confirm. */
export type AnyDecision = Omit<MatchDecision, "outcome"> & {
  readonly outcome: MatchDecision["outcome"] | "unconfirmed";
  readonly problem?: string;
};

function outcomeOf({ outcome }: AnyDecision, manual: boolean): MatchAnswer["outcome"] {
  if (outcome === "none") return "no-match";
  return outcome === "matched" && manual ? "listed" : outcome;
}

/** What the routes need of a decision. Only a match has scenes: what is ambiguous or filtered is not answered. */
export function matchAnswer(decision: AnyDecision, manual: boolean): MatchAnswer {
  const answered = decision.outcome === "matched" || (manual && decision.outcome === "unconfirmed");
  return {
    outcome: outcomeOf(decision, manual),
    scenes: (answered ? decision.candidates : []).map(({ sceneId, rung, plexScore, reason }) => ({
      sceneId,
      rung: rungName(rung),
      score: plexScore,
      reason,
    })),
    explanation: () => explain(decision).split("\n"),
    ...(decision.problem !== undefined && { problem: decision.problem }),
  };
}
