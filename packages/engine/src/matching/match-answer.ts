import type { MatchRequest } from "@stash2plex/shared/plex";

import type { MatchDecision, MatchOutcome } from "./decision.ts";

/** Why Stash could not be asked. */
export interface MatchProblem {
  /** Code of a `StashError`, of the mirror, or `too-slow`, `first-sync`. */
  readonly code: string;
  readonly sentence: string;
}

/** A decision, and whether Stash itself stands behind it. */
export interface MatchAnswer extends Omit<MatchDecision, "outcome"> {
  /** `unconfirmed`: nothing fits in our copy, and Stash could not be asked whether it knows the file. */
  readonly outcome: MatchOutcome | "unconfirmed";
  /** Whether a new question to Stash would not have changed the answer. */
  readonly confirmed: boolean;
  readonly problem: MatchProblem | null;
  /** What Stash was asked on the way, in words; empty when our copy was enough. */
  readonly asked: readonly string[];
}

export const confirmedAnswer = (
  decision: MatchDecision,
  asked: readonly string[],
): MatchAnswer => ({ ...decision, confirmed: true, problem: null, asked });

export const unconfirmedAnswer = (
  decision: MatchDecision,
  problem: MatchProblem,
  asked: readonly string[],
): MatchAnswer => ({
  ...decision,
  outcome: "unconfirmed",
  summary: `${decision.summary}; not confirmed: ${problem.sentence}`,
  confirmed: false,
  problem,
  asked,
});

/** The code and the sentence of any failure; errors of Stash and of the mirror carry both. */
export function problemOf(error: unknown): MatchProblem {
  if (!(error instanceof Error)) return { code: "failed", sentence: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "failed";
  return { code, sentence: error.message };
}

/** Whether asking Stash could change anything for this request. */
export function canBeAsked(request: MatchRequest): boolean {
  const { filename, guid, oshash, title, manual } = request;
  return [filename, guid, oshash, manual ? title : undefined].some(
    (hint) => hint !== undefined && hint !== "",
  );
}
