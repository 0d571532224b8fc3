import type { CandidateRule } from "./candidate-rule.ts";
import type { PathSuggestion } from "./suggestion.ts";

const side = (written: unknown): string =>
  typeof written === "string" ? written : JSON.stringify(written ?? null);

const files = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

function whetherNeeded(result: Omit<PathSuggestion, "sentences">): string {
  const { plexFiles, stashFiles, paired, withoutRule, needed, rules, inUse, unexplained } = result;
  if (plexFiles === 0) return "There is no file of Plex to compare.";
  if (stashFiles === 0) return "There is no file of Stash to compare.";
  const isAmbiguous = unexplained.some(({ reason }) => reason === "ambiguous");
  if (paired === 0 && isAmbiguous)
    return "Both sides have copies of the same files, and none is clearly the same as another.";
  if (paired === 0) {
    return "No file of Plex has a file of the same name and size or length in Stash: both see other files, or Stash has not scanned them yet.";
  }
  const both = `Both sides have ${files(paired)}`;
  if (needed) {
    const explained = rules.reduce((sum, rule) => sum + rule.files, 0);
    return `${both} that are clearly the same; ${withoutRule} of them are found by their names alone. With the rules, ${files(explained)} of Plex ${explained === 1 ? "leads" : "lead"} to a file of Stash.`;
  }
  if (withoutRule === paired)
    return `No rule is needed: ${both.toLowerCase()}, and all are found by their names.`;
  if (inUse.some((rule) => rule.files > 0))
    return `No further rule is needed: ${both.toLowerCase()}.`;
  return `${both}; ${withoutRule} are found by their names, and no rule would find the others.`;
}

/** What a suggestion means, in sentences for people. */
export function sayWhatCameOut(
  result: Omit<PathSuggestion, "sentences">,
  misleading: readonly CandidateRule[],
): readonly string[] {
  const used = result.inUse.map(
    ({ name, files: count }) => `The rule "${name}" that is in use explains ${files(count)}.`,
  );
  const refused = misleading
    .filter(({ pairs }) => pairs.length * 10 >= result.paired)
    .slice(0, 3)
    .map(
      ({ written, pairs }) =>
        `${side(written.plex)} and ${side(written.stash)} have ${files(pairs.length)} in common, but this rule alone would take some file for another one.`,
    );
  const { onlyInStash } = result;
  const alone = `${files(onlyInStash)} of Stash ${onlyInStash === 1 ? "has" : "have"} no file of Plex beside ${onlyInStash === 1 ? "it" : "them"}.`;
  return [
    whetherNeeded(result),
    ...used,
    ...refused,
    ...result.unexplained.map(({ sentence }) => sentence),
    ...(onlyInStash > 0 ? [alone] : []),
  ];
}
