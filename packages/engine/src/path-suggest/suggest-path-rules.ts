import { plexToStash, type PathRule } from "@stash2plex/shared/paths";

import type { CandidateRule } from "./candidate-rule.ts";
import { foundByName } from "./found-by-name.ts";
import { pairFiles, type Pair, type Pairing } from "./pair-files.ts";
import { createPathIndex } from "./path-index.ts";
import { judgePair, type BothIndexes } from "./rule-trial.ts";
import { selectRules } from "./select-rules.ts";
import { placeFile, type PlacedFile, type SideFile } from "./side-file.ts";
import { sayWhatCameOut } from "./say-what-came-out.ts";
import type { PathSuggestion, SuggestionInput } from "./suggestion.ts";
import { groupUnexplained, type OpenFile } from "./unexplained.ts";
import { writeRules, type FinalRule } from "./write-rules.ts";

const placed = (files: readonly SideFile[]): readonly PlacedFile[] =>
  files.flatMap((file) => placeFile(file) ?? []);

/** Pairs by what the rules in use make of them. */
function sortPairs(
  pairs: readonly Pair[],
  inUse: readonly PathRule[],
  indexes: BothIndexes,
): { open: Pair[]; kept: Pair[]; astray: Pair[] } {
  const sorted = { open: [] as Pair[], kept: [] as Pair[], astray: [] as Pair[] };
  for (const pair of pairs) {
    const verdict = inUse.length === 0 ? "none" : judgePair(inUse, pair, indexes);
    if (verdict === "right") sorted.kept.push(pair);
    else if (verdict === "wrong" || plexToStash(inUse, pair.plex.path) !== null) {
      sorted.astray.push(pair);
    } else sorted.open.push(pair);
  }
  return sorted;
}

/** Which rule is the first to explain each file of Plex: by its pair, or by a copy that only the folders tell. */
function explanations(
  { pairs, alone }: Pairing,
  rules: readonly PathRule[],
  indexes: BothIndexes,
): ReadonlyMap<PlacedFile, string> {
  const found = new Map<PlacedFile, string>();
  const explain = (plex: PlacedFile, isIt: (path: string) => boolean): void => {
    const mapped = plexToStash(rules, plex.path);
    if (mapped !== null && isIt(mapped.path)) found.set(plex, mapped.rule);
  };
  for (const pair of pairs) {
    explain(pair.plex, (path) => indexes.stash.at(path)?.path === pair.stash.path);
  }
  for (const { plex, reason } of alone) {
    if (reason === "ambiguous") explain(plex, (path) => indexes.stash.at(path) !== null);
  }
  return found;
}

const countOf = (found: ReadonlyMap<PlacedFile, string>, name: string): number =>
  [...found.values()].filter((rule) => rule === name).length;

const copiesFound = ({ alone }: Pairing, found: ReadonlyMap<PlacedFile, string>): number =>
  alone.filter(({ plex }) => found.has(plex)).length;

function openFiles(
  pairing: Pairing,
  found: ReadonlyMap<PlacedFile, string>,
  astray: ReadonlySet<Pair>,
  homeless: readonly SideFile[],
): readonly OpenFile[] {
  const paired = pairing.pairs
    .filter(({ plex }) => !found.has(plex))
    .map((pair): OpenFile => ({
      reason: astray.has(pair) ? "rule-in-use" : "other-folders",
      plex: pair.plex.given,
      stash: pair.stash.given,
    }));
  const alone = pairing.alone
    .filter(({ plex }) => !found.has(plex))
    .map(({ plex, reason }): OpenFile => ({ reason, plex: plex.given, stash: null }));
  const noPlace = homeless.map(({ path }): OpenFile => ({
    reason: "no-place",
    plex: path,
    stash: null,
  }));
  return [...paired, ...alone, ...noPlace];
}

interface Findings {
  readonly pairing: Pairing;
  readonly byName: ReadonlySet<Pair>;
  readonly found: ReadonlyMap<PlacedFile, string>;
  readonly written: readonly FinalRule[];
  readonly misleading: readonly CandidateRule[];
  readonly open: readonly OpenFile[];
}

function asSuggestion(input: SuggestionInput, findings: Findings): PathSuggestion {
  const { pairing, byName, found, written, misleading, open } = findings;
  const ours = new Set(written.map((one) => one.written.name));
  const result = {
    plexFiles: input.plex.length,
    stashFiles: input.stash.length,
    paired: pairing.pairs.length,
    onlyInStash: input.stash.length - pairing.pairs.length - copiesFound(pairing, found),
    withoutRule: byName.size,
    needed: pairing.pairs.some((pair) => !byName.has(pair) && ours.has(found.get(pair.plex) ?? "")),
    inUse: (input.inUse ?? []).map(({ name }) => ({ name, files: countOf(found, name) })),
    rules: written.map((one) => ({
      rule: one.written,
      files: countOf(found, one.written.name),
    })),
    unexplained: groupUnexplained(open),
  };
  return { ...result, sentences: sayWhatCameOut(result, misleading) };
}

/**
 * Finds path rules for two libraries from the files that both have. Precision comes first: a rule that would send any
 * of those files to another one is not suggested, and every suggested rule stands the checks that rules have to stand.
 */
export function suggestPathRules(input: SuggestionInput): PathSuggestion {
  const inUse = input.inUse ?? [];
  const plex = placed(input.plex);
  const stash = placed(input.stash);
  const indexes = { plex: createPathIndex(plex), stash: createPathIndex(stash) };
  const pairing = pairFiles(plex, stash);
  const { open, kept, astray } = sortPairs(pairing.pairs, inUse, indexes);
  const { rules, misleading } = selectRules({ pairs: open, kept, inUse, indexes });
  const written = writeRules(rules, inUse, input.plexFolders);
  const all = [...inUse, ...written.map(({ rule }) => rule)];
  const found = explanations(pairing, all, indexes);
  const homeless = input.plex.filter((file) => placeFile(file) === null);
  return asSuggestion(input, {
    pairing,
    byName: foundByName(pairing.pairs, stash, input.plexFolders),
    found,
    written,
    misleading,
    open: openFiles(pairing, found, new Set(astray), homeless),
  });
}
