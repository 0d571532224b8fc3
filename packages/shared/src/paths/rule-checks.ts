import { foldPath } from "./fold.ts";
import { hasParentSegment, isAbsolutePath, joinPath, normalisePath } from "./normalise.ts";
import type { PathRule } from "./path-rule.ts";

/** The rule behind one door: normalised in, and no path that climbs. */
export function guardedRule(rule: PathRule): PathRule {
  const guarded = (map: (path: string) => string | null) => (path: string) =>
    hasParentSegment(path) ? null : map(normalisePath(path));
  return {
    ...rule,
    toStash: guarded((path) => rule.toStash(path)),
    toPlex: guarded((path) => rule.toPlex(path)),
  };
}

/** An absolute Plex path as it is; a relative name below the rule's root, or null when it has none. */
export function absoluteFor(rule: PathRule, plexPath: string): string | null {
  if (isAbsolutePath(plexPath)) return plexPath;
  return rule.plexRoot === null ? null : joinPath(rule.plexRoot, plexPath);
}

/** Whether two spellings are the same path under a rule. */
export function samePath(rule: PathRule, left: string, right: string | null): boolean {
  if (right === null) return false;
  return rule.caseInsensitive
    ? foldPath(left) === foldPath(right)
    : normalisePath(left) === normalisePath(right);
}

const said = (path: string | null): string => (path === null ? "no path at all" : `"${path}"`);

/** Why the test pair of a rule does not map both ways, as a sentence; null when it does or when there is none. */
export function testPairProblem(rule: PathRule): string | null {
  if (rule.test === null) return null;
  const { plex, stash } = rule.test;
  const absolute = absoluteFor(rule, plex);
  if (absolute === null) {
    return `its test path "${plex}" is relative; set \`plexRoot\`, or write it absolute`;
  }
  const forward = rule.toStash(absolute);
  if (!samePath(rule, stash, forward)) {
    return `its test pair fails: Plex's "${plex}" becomes ${said(forward)}, not "${stash}"`;
  }
  const back = rule.toPlex(stash);
  if (!samePath(rule, absolute, back)) {
    return `its test pair fails on the way back: Stash's "${stash}" becomes ${said(back)}, not "${absolute}"`;
  }
  return null;
}
