import { foldText, parsePathRules, type PathRule } from "@stash2plex/shared/paths";

import { groupBy, type Pair } from "./pair-files.ts";
import { headOf, tailOf } from "./side-file.ts";

/** A rule as it is written into the settings. */
export type WrittenRule = Readonly<Record<string, unknown>> & { readonly name: string };

/** A rule that some pairs speak for. */
export interface CandidateRule {
  /** Without name, root and test pair. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly rule: PathRule;
  /** Folded folders that hold everything it fits. */
  readonly plexFolder: string;
  readonly stashFolder: string;
  /** Those that it was made from. */
  readonly pairs: readonly Pair[];
  /** Segments below the longest common tail at which it was cut; null: it is a pattern. */
  readonly level: number | null;
}

/** The rule, proved to be one; null where the existing checks refuse it. */
export function ruleOf(written: Readonly<Record<string, unknown>>): PathRule | null {
  return parsePathRules([{ name: "suggested", ...written }]).rules[0] ?? null;
}

const mostCommon = (spellings: readonly string[]): string =>
  [...groupBy(spellings, (spelling) => spelling)].sort(
    ([left, a], [right, b]) => b.length - a.length || (left < right ? -1 : 1),
  )[0]?.[0] ?? "/";

/** Pairs that lie below the same two folders, in the same way. */
export interface FolderGroup {
  readonly plex: string;
  readonly stash: string;
  readonly pairs: readonly Pair[];
  readonly level: number;
  /** Whether not all of them spell the folders so. */
  readonly isMixed: boolean;
}

function groupOf(pairs: readonly Pair[], level: number): FolderGroup {
  const heads = pairs.map(({ plex, stash, tail }) => ({
    plex: headOf(plex.path, tail - level),
    stash: headOf(stash.path, tail - level),
  }));
  const plex = mostCommon(heads.map((head) => head.plex));
  const stash = mostCommon(heads.map((head) => head.stash));
  const isMixed = heads.some((head) => head.plex !== plex || head.stash !== stash);
  return { plex, stash, pairs, level, isMixed };
}

/**
 * Pairs by their two folders, most first.
 * @param level how many folders below the place where the paths begin to differ
 * @param fewest groups of fewer pairs are left out
 */
export function folderGroups(
  pairs: readonly Pair[],
  level: number,
  fewest: number,
): readonly FolderGroup[] {
  // Behind the base name there is nothing left to cut.
  const deeper = pairs.filter(({ tail }) => tail - level >= 1);
  const keyOf = ({ plex, stash, tail }: Pair): string =>
    `${headOf(plex.folded, tail - level)}\0${headOf(stash.folded, tail - level)}`;
  return [...groupBy(deeper, keyOf).values()]
    .filter((group) => group.length >= fewest)
    .sort((left, right) => right.length - left.length)
    .map((group) => groupOf(group, level));
}

/** Whether both sides spell what they have in common alike, capitals included. */
const isSpelledAlike = ({ plex, stash, tail }: Pair): boolean =>
  tailOf(plex.path, tail) === tailOf(stash.path, tail);

function candidateOf(group: FolderGroup): CandidateRule | null {
  const { plex, stash, pairs, level } = group;
  const ignoresCase = group.isMixed || !pairs.some(isSpelledAlike);
  const written = { plex, stash, ...(ignoresCase && { caseInsensitive: true }) };
  const rule = ruleOf(written);
  if (rule === null) return null;
  return { written, rule, plexFolder: foldText(plex), stashFolder: foldText(stash), pairs, level };
}

/** Prefix rules for groups of pairs. */
export const prefixCandidates = (groups: readonly FolderGroup[]): readonly CandidateRule[] =>
  groups.flatMap((group) => candidateOf(group) ?? []);

const isBareRoot = (folder: string): boolean => folder === "/";

/** The candidate one folder deeper, where all its pairs go that way. */
export function deepened(candidate: CandidateRule): CandidateRule | null {
  if (candidate.level === null) return null;
  const { pairs, level } = candidate;
  const [all] = folderGroups(pairs, level + 1, pairs.length);
  return all === undefined ? null : candidateOf(all);
}

/** Says a folder instead of the bare root where all pairs lie in one: `/` would claim everything that side has. */
export function belowRoot(candidate: CandidateRule): CandidateRule {
  const { plexFolder, stashFolder } = candidate;
  if (!isBareRoot(plexFolder) && !isBareRoot(stashFolder)) return candidate;
  const next = deepened(candidate);
  return next === null ? candidate : belowRoot(next);
}
