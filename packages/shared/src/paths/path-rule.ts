/** A Plex path and the Stash path of the same file, as the user wrote them down to prove a rule. */
export interface TestPair {
  readonly plex: string;
  readonly stash: string;
}

/** One named mapping between Plex paths and Stash paths, compiled and proved by its test pair. */
export interface PathRule {
  readonly name: string;
  readonly caseInsensitive: boolean;
  /** Absolute Plex folder that is put before relative names; normalised. */
  readonly plexRoot: string | null;
  readonly test: TestPair | null;
  /** The rule as it was written, in JSON: rules of the same source map alike. */
  readonly source: string;
  /** The Stash path of an absolute Plex path, normalised, or null where the rule does not fit. */
  toStash(plexPath: string): string | null;
  /** The Plex path of a Stash path, normalised, or null where the rule does not fit. */
  toPlex(stashPath: string): string | null;
}

/** Both directions of a rule, before names and test pairs. */
export type Directions = Pick<PathRule, "toStash" | "toPlex">;

/** A rule that was left out, with a sentence for the operator. */
export interface RefusedRule {
  readonly name: string;
  readonly reason: string;
}

export interface CheckedRules {
  readonly rules: readonly PathRule[];
  readonly refused: readonly RefusedRule[];
}

/** Why a rule cannot be used; caught by `parsePathRules`, which never throws. */
export class PathRuleError extends Error {
  override readonly name = "PathRuleError";
}
