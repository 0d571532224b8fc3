import { plexToStash, stashToPlex, type PathRule } from "@stash2plex/shared/paths";

import type { CandidateRule } from "./candidate-rule.ts";
import type { Pair } from "./pair-files.ts";
import type { PathIndex } from "./path-index.ts";
import { liesBelow } from "./side-file.ts";

/** What rules make of a pair: `right` both ways, to a `wrong` file on any of them, or `none`. */
export type PairVerdict = "right" | "wrong" | "none";

export interface BothIndexes {
  readonly plex: PathIndex;
  readonly stash: PathIndex;
}

/** What rules are looked for. */
export interface RuleSearch {
  /** Pairs that want a rule. */
  readonly pairs: readonly Pair[];
  /** Those that the rules in use map rightly: new ones must leave them so. */
  readonly kept: readonly Pair[];
  readonly inUse: readonly PathRule[];
  readonly indexes: BothIndexes;
}

export function judgePair(
  rules: readonly PathRule[],
  { plex, stash }: Pair,
  indexes: BothIndexes,
): PairVerdict {
  const there = plexToStash(rules, plex.path);
  const back = stashToPlex(rules, stash.path);
  const found = there === null ? null : indexes.stash.at(there.path);
  const origin = back === null ? null : indexes.plex.at(back.path);
  if (found !== null && found.path !== stash.path) return "wrong";
  if (origin !== null && origin.path !== plex.path) return "wrong";
  return found !== null && origin !== null ? "right" : "none";
}

const depthOf = (folder: string): number => (folder === "/" ? 0 : folder.split("/").length);

/** Narrower folders first: the first rule that fits wins. */
export const inOrder = (candidates: readonly CandidateRule[]): readonly CandidateRule[] =>
  candidates.toSorted(
    (left, right) =>
      Number(left.level !== null) - Number(right.level !== null) ||
      depthOf(right.plexFolder) - depthOf(left.plexFolder) ||
      depthOf(right.stashFolder) - depthOf(left.stashFolder),
  );

/** The pairs of a library, with what the rules that were taken so far make of them. */
export interface Trial {
  readonly taken: readonly CandidateRule[];
  isExplained(pair: Pair): boolean;
  /** Takes a rule when it loses no pair, sends none elsewhere, and speaks for most of what lies below its folders. */
  take(candidate: CandidateRule): TakeOutcome;
  /** Puts one rule into the place of another, under the same conditions. */
  exchange(old: CandidateRule, next: CandidateRule): TakeOutcome;
}

/** `speaks-for-few`: most files below its folders are elsewhere. */
export type TakeOutcome = "taken" | "mis-maps" | "loses" | "speaks-for-few";

export function createTrial({ pairs: open, kept, inUse, indexes }: RuleSearch): Trial {
  const pairs = [...open, ...kept];
  let taken: readonly CandidateRule[] = [];
  const explained = new Set(kept);
  const below = ({ plexFolder, stashFolder }: CandidateRule): readonly Pair[] =>
    pairs.filter(
      ({ plex, stash }) =>
        liesBelow(plex.folded, plexFolder) || liesBelow(stash.folded, stashFolder),
    );
  const speaksForMost = (candidate: CandidateRule, affected: readonly Pair[]): boolean => {
    const own = candidate.pairs.filter((pair) => !explained.has(pair)).length;
    const isPattern = candidate.level === null;
    const open = affected.filter(
      (pair) =>
        !explained.has(pair) && (!isPattern || candidate.rule.toStash(pair.plex.path) !== null),
    );
    return own * 2 > open.length;
  };
  const attempt = (next: readonly CandidateRule[], affected: readonly Pair[]): TakeOutcome => {
    const rules = [...inUse, ...inOrder(next).map(({ rule }) => rule)];
    const right: Pair[] = [];
    for (const pair of affected) {
      const verdict = judgePair(rules, pair, indexes);
      if (verdict === "wrong") return "mis-maps";
      if (verdict === "right") right.push(pair);
      else if (explained.has(pair)) return "loses";
    }
    if (right.every((pair) => explained.has(pair)) && next.length > taken.length) return "loses";
    for (const pair of right) explained.add(pair);
    taken = next;
    return "taken";
  };
  return {
    get taken() {
      return taken;
    },
    isExplained: (pair) => explained.has(pair),
    take: (candidate) => {
      const affected = below(candidate);
      return speaksForMost(candidate, affected)
        ? attempt([...taken, candidate], affected)
        : "speaks-for-few";
    },
    exchange: (old, next) =>
      attempt(
        taken.map((one) => (one === old ? next : one)),
        below(old),
      ),
  };
}
