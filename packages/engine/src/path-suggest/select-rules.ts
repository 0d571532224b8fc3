import {
  belowRoot,
  deepened,
  folderGroups,
  prefixCandidates,
  type CandidateRule,
} from "./candidate-rule.ts";
import type { Pair } from "./pair-files.ts";
import { patternCandidates } from "./pattern-candidate.ts";
import { createTrial, inOrder, type RuleSearch, type Trial } from "./rule-trial.ts";
import { liesBelow } from "./side-file.ts";

/** More rules than people would want to read. */
const MOST_RULES = 20;
/** Each trial looks at every pair. */
const MOST_TRIALS = 300;
/** Folders below the place where two paths begin to differ. */
const DEEPEST = 6;
const MOST_PATTERNS = 10;
/** Among which patterns are looked for. */
const MOST_FOLDERS = 2_000;

export interface Selection {
  /** In the order in which they are to be written. */
  readonly rules: readonly CandidateRule[];
  /** Candidates that many pairs speak for, and that would send a pair to a file that it is not. */
  readonly misleading: readonly CandidateRule[];
}

interface Search {
  readonly trial: Trial;
  readonly fewest: number;
  readonly misleading: CandidateRule[];
  trials: number;
}

const openPairs = (search: Search, pairs: readonly Pair[]): readonly Pair[] =>
  pairs.filter((pair) => !search.trial.isExplained(pair));

function mayTake(search: Search, candidate: CandidateRule): boolean {
  const { trial, fewest } = search;
  if (trial.taken.length >= MOST_RULES || search.trials >= MOST_TRIALS) return false;
  return openPairs(search, candidate.pairs).length >= fewest;
}

/** Tries each until none is taken any more: a broad rule may need a narrower one before it. */
function takeAll(search: Search, candidates: readonly CandidateRule[]): void {
  let left = candidates;
  let before = -1;
  while (left.length > 0 && before !== left.length) {
    before = left.length;
    left = left.filter((candidate) => {
      if (!mayTake(search, candidate)) return false;
      search.trials += 1;
      const outcome = search.trial.take(candidate);
      if (outcome === "mis-maps" && !search.misleading.includes(candidate)) {
        search.misleading.push(candidate);
      }
      return outcome !== "taken";
    });
  }
}

const overlaps = (rule: CandidateRule, others: readonly CandidateRule[]): boolean =>
  others.some(
    (other) =>
      other !== rule &&
      (other.plexFolder === rule.plexFolder ||
        other.stashFolder === rule.stashFolder ||
        liesBelow(other.plexFolder, rule.plexFolder) ||
        liesBelow(other.stashFolder, rule.stashFolder)),
  );

/** Makes rules that lie over others narrower, as far as what they explain allows. */
function narrow(trial: Trial): void {
  for (const rule of trial.taken) {
    let current = rule;
    while (overlaps(current, trial.taken)) {
      const next = deepened(current);
      if (next === null || trial.exchange(current, next) !== "taken") break;
      current = next;
    }
  }
}

/**
 * Chooses the fewest and broadest rules that explain most pairs. A rule that sends one of them to a file that it is
 * not is not taken, however many others speak for it; its parts are tried instead, folder by folder.
 */
export function selectRules(wanted: RuleSearch): Selection {
  const { pairs } = wanted;
  const trial = createTrial(wanted);
  const fewest = Math.min(pairs.length, Math.max(2, Math.ceil(pairs.length / 1_000)));
  const search: Search = { trial, fewest, misleading: [], trials: 0 };
  const folders = folderGroups(pairs, 0, 1).slice(0, MOST_FOLDERS);
  takeAll(search, patternCandidates(folders).slice(0, MOST_PATTERNS));
  for (let level = 0; level <= DEEPEST; level += 1) {
    const open = openPairs(search, pairs);
    if (open.length < fewest) break;
    takeAll(search, prefixCandidates(folderGroups(open, level, fewest)).map(belowRoot));
  }
  const taken = new Set(trial.taken);
  narrow(trial);
  return {
    rules: inOrder(trial.taken),
    misleading: search.misleading.filter((one) => !taken.has(one)),
  };
}
