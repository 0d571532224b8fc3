import {
  explain,
  type MatchAnswer as EngineAnswer,
  type MatchService,
  rungName,
} from "@stash2plex/engine/matching";

import type { MatchAnswer, Matcher } from "./plex-routes/ports.ts";

function outcomeOf({ outcome }: EngineAnswer, manual: boolean): MatchAnswer["outcome"] {
  if (outcome === "none") return "no-match";
  return outcome === "matched" && manual ? "listed" : outcome;
}

function explanationOf(answer: EngineAnswer): readonly string[] {
  return [...explain(answer).split("\n"), ...answer.asked.map((step) => `  ${step}`)];
}

/** What the routes need of a decision. Only a match has scenes: what is ambiguous or filtered is not answered. */
export function matchAnswer(answer: EngineAnswer, manual: boolean): MatchAnswer {
  const { outcome, candidates, problem } = answer;
  const isAnswered = outcome === "matched" || (manual && outcome === "unconfirmed");
  return {
    outcome: outcomeOf(answer, manual),
    scenes: (isAnswered ? candidates : []).map(({ sceneId, rung, plexScore, reason }) => ({
      sceneId,
      rung: rungName(rung),
      score: plexScore,
      reason,
    })),
    explanation: () => explanationOf(answer),
    ...(problem !== null && { problem: problem.sentence }),
  };
}

export function createMatcher(service: MatchService): Matcher {
  return async (request) => matchAnswer(await service.match(request), request.manual);
}
