import {
  foldText,
  normalisePath,
  parsePathRules,
  type PathRule,
  validateRules,
} from "@stash2plex/shared/paths";

import { ruleOf, type CandidateRule, type WrittenRule } from "./candidate-rule.ts";
import type { Pair } from "./pair-files.ts";
import { liesBelow } from "./side-file.ts";

const SAMPLES = 500;

export interface FinalRule {
  readonly written: WrittenRule;
  readonly rule: PathRule;
}

function nameFor({ plexFolder, written }: CandidateRule, taken: Set<string>): string {
  const folder = typeof written.plex === "string" ? written.plex : plexFolder;
  const own = folder.split("/").findLast((segment) => /[\p{L}\p{N}]/u.test(segment)) ?? "";
  const words = own.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-+|-+$/g, "");
  const base = words.slice(0, 40) || "files";
  let name = base;
  for (let next = 2; taken.has(foldText(name)); next += 1) name = `${base}-${next}`;
  taken.add(foldText(name));
  return name;
}

/** The library folder that relative names stand for: only where there is no choice. */
function plexRootFor(
  { plexFolder, written }: CandidateRule,
  plexFolders: readonly string[],
): string | null {
  const own = plexFolders.map(normalisePath).filter((root) => {
    const folded = foldText(root);
    return folded === plexFolder || liesBelow(folded, plexFolder) || liesBelow(plexFolder, folded);
  });
  const [only, another] = new Set(own);
  if (only === undefined || another !== undefined) return null;
  return ruleOf({ ...written, plexRoot: only }) === null ? null : only;
}

/** A pair that proves the rule to the letter, where there is one. */
const testPairOf = ({ pairs, rule }: CandidateRule): Pair | undefined =>
  pairs.find(({ plex, stash }) => rule.toStash(plex.path) === stash.path) ?? pairs[0];

/** Names, roots and test pairs for rules, and their proof by the checks that every rule has to stand. */
export function writeRules(
  candidates: readonly CandidateRule[],
  inUse: readonly PathRule[],
  plexFolders: readonly string[],
): readonly FinalRule[] {
  const taken = new Set(inUse.map(({ name }) => foldText(name)));
  const written = candidates.map((candidate): WrittenRule => {
    const pair = testPairOf(candidate);
    const plexRoot = plexRootFor(candidate, plexFolders);
    return {
      name: nameFor(candidate, taken),
      ...candidate.written,
      ...(plexRoot !== null && { plexRoot }),
      ...(pair !== undefined && { test: { plex: pair.plex.path, stash: pair.stash.path } }),
    };
  });
  const samples = candidates.flatMap(({ pairs }) => {
    const step = Math.max(1, Math.ceil(pairs.length / SAMPLES));
    return pairs.flatMap(({ stash }, at) => (at % step === 0 ? [stash.path] : []));
  });
  const { rules } = validateRules([...inUse, ...parsePathRules(written).rules], samples);
  return written.flatMap((one) => {
    const rule = rules.find(({ name }) => name === one.name);
    return rule === undefined ? [] : [{ written: one, rule }];
  });
}
