import type { StashId } from "@stash2plex/shared/stash";

/** The rungs of the ladder, best first. */
export const rungs = [
  "guid",
  "hash",
  "mapped-path",
  "whole-name",
  "embedded-id",
  "shortened-name",
  "base-name",
  "stem",
  "title-and-date",
  "title",
] as const;

export type Rung = (typeof rungs)[number];

/** A scene that a rung proposes. */
export interface Candidate {
  readonly sceneId: StashId;
  readonly rung: Rung;
  /** Confidence of the rung, 0-100; a candidate with an objection has less. */
  readonly score: number;
  /** What Plex is told: 100 for an automatic match, 99-81 for the list of a manual one. */
  readonly plexScore: number;
  /** In words, for people. */
  readonly reason: string;
  /**
   * Whether this stays the answer however many scenes are still to be learned. False where the rung lives from a name
   * being the only one of its kind.
   */
  readonly settled: boolean;
}

/** What became of one rung. */
export interface RungTrace {
  readonly rung: Rung;
  readonly tried: boolean;
  /** Scenes found, whether or not they were good enough. */
  readonly found: readonly StashId[];
  /** Why it won, lost or was not tried. */
  readonly why: string;
}

/**
 * - `matched`: the candidates are the answer; automatic exactly one, manual best first.
 * - `none`: nothing fits.
 * - `ambiguous`: several scenes fit equally well; the candidates are those, the answer is empty.
 * - `filtered`: the scene is known but excluded by a setting; the candidate is that scene, the answer is empty.
 */
export type MatchOutcome = "matched" | "none" | "ambiguous" | "filtered";

export interface MatchDecision {
  readonly outcome: MatchOutcome;
  readonly candidates: readonly Candidate[];
  readonly trace: readonly RungTrace[];
  /** One sentence that sums up. */
  readonly summary: string;
}

/** What a rung proposes before the ladder has judged. */
export interface Proposal {
  readonly sceneId: StashId;
  readonly score: number;
  readonly reason: string;
  readonly settled: boolean;
}

export interface RungResult {
  readonly tried: boolean;
  /** Good enough to win, if it is only one. */
  readonly accepted: readonly Proposal[];
  /** Found, but something speaks against it: shown in a manual match, never an automatic answer. */
  readonly objected: readonly Proposal[];
  readonly why: string;
}

/** A rung that does not apply to the request. */
export const notTried = (why: string): RungResult => ({
  tried: false,
  accepted: [],
  objected: [],
  why,
});

export const foundNothing = (why: string): RungResult => ({
  tried: true,
  accepted: [],
  objected: [],
  why,
});
