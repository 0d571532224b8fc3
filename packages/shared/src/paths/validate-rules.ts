import { plexToStash } from "./map-path.ts";
import { isAbsolutePath } from "./normalise.ts";
import type { CheckedRules, PathRule, RefusedRule } from "./path-rule.ts";
import { samePath, testPairProblem } from "./rule-checks.ts";

/** Why one Stash path does not survive the way to Plex and back, or null. */
function roundTripProblem(
  rule: PathRule,
  rules: readonly PathRule[],
  sample: string,
): string | null {
  const plex = rule.toPlex(sample);
  if (plex === null) return null;
  const way = `Stash's "${sample}" becomes "${plex}" in Plex`;
  if (!isAbsolutePath(plex)) return `${way}, which is not absolute`;
  const own = rule.toStash(plex);
  if (own === null) return `${way}, which the rule does not map back`;
  if (!samePath(rule, sample, own)) return `${way}, and that comes back as "${own}"`;
  const first = plexToStash(rules, plex);
  if (first !== null && !samePath(rule, sample, first.path)) {
    return `${way}, which the earlier rule "${first.rule}" takes for "${first.path}"; put the narrower rule first`;
  }
  return null;
}

/** The samples that come to this rule: those that no earlier rule takes. */
function samplesOf(
  rule: PathRule,
  rules: readonly PathRule[],
  samples: readonly string[],
): readonly string[] {
  const earlier = rules.slice(0, rules.indexOf(rule));
  return samples.filter(
    (sample) =>
      rule.toPlex(sample) !== null && earlier.every((other) => other.toPlex(sample) === null),
  );
}

function firstProblem(
  rule: PathRule,
  rules: readonly PathRule[],
  samples: readonly string[],
): string | null {
  const pair = testPairProblem(rule);
  if (pair !== null) return pair;
  for (const sample of samplesOf(rule, rules, samples)) {
    const problem = roundTripProblem(rule, rules, sample);
    if (problem !== null) return problem;
  }
  return null;
}

/**
 * Proves rules on paths that Stash really has. A rule that loses one on the way to Plex and back is refused, with that
 * path in the sentence; the others stay. Rules are judged in order, each beside those before it that stood.
 *
 * @param samplePaths absolute paths as Stash spells them; an empty list proves only the test pairs
 */
export function validateRules(
  rules: readonly PathRule[],
  samplePaths: readonly string[],
): CheckedRules {
  const kept: PathRule[] = [];
  const refused: RefusedRule[] = [];
  for (const rule of rules) {
    const reason = firstProblem(rule, [...kept, rule], samplePaths);
    if (reason === null) kept.push(rule);
    else refused.push({ name: rule.name, reason });
  }
  return { rules: kept, refused };
}
