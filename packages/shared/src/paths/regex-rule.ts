import { RE2JS } from "re2js";

import { errorMessage } from "../error-message.ts";
import { foldPath } from "./fold.ts";
import { invertedDirection } from "./invertible-pattern.ts";
import { hasParentSegment, normalisePath } from "./normalise.ts";
import { PathRuleError, type Directions } from "./path-rule.ts";
import { fillTemplate, parseTemplate } from "./path-template.ts";

/** One direction as the user writes it: what fits `match` as a whole becomes `to`. */
export interface RegexDirection {
  readonly match: string;
  readonly to: string;
}

function compile(match: string, caseInsensitive: boolean): RE2JS {
  // A dot fits a line break too: file names may hold one.
  const flags = RE2JS.DOTALL | (caseInsensitive ? RE2JS.CASE_INSENSITIVE : 0);
  try {
    return RE2JS.compile(match, flags);
  } catch (error) {
    const why = errorMessage(error);
    throw new PathRuleError(
      `the pattern "${match}" is not RE2 syntax (${why}). Look-around and back-references do not exist there.`,
    );
  }
}

function mapper(
  direction: RegexDirection,
  caseInsensitive: boolean,
): (path: string) => string | null {
  const pattern = compile(direction.match, caseInsensitive);
  const groups = { count: pattern.groupCount(), named: pattern.namedGroups() };
  const template = parseTemplate(direction.to, groups);
  return (path) => {
    const matcher = pattern.matcher(path);
    if (!matcher.matches()) return null;
    const mapped = normalisePath(fillTemplate(template, (group) => matcher.group(group)));
    return mapped === "" || hasParentSegment(mapped) ? null : mapped;
  };
}

/**
 * A pair of patterns, both written down by the user. A pattern has to fit the whole normalised path (forward slashes).
 * @throws PathRuleError for a bad pattern or template
 */
export function regexDirections(
  plex: RegexDirection,
  stash: RegexDirection,
  caseInsensitive: boolean,
): Directions {
  return { toStash: mapper(plex, caseInsensitive), toPlex: mapper(stash, caseInsensitive) };
}

/**
 * One pattern whose other direction follows from it. Besides the proof on the pattern, every single mapping has to
 * survive the way back: normalising may join what the pattern kept apart.
 * @throws PathRuleError when it is not provably invertible
 */
export function invertibleDirections(plex: RegexDirection, caseInsensitive: boolean): Directions {
  const pattern = compile(plex.match, caseInsensitive);
  const groups = { count: pattern.groupCount(), named: pattern.namedGroups() };
  const stash = invertedDirection(plex, groups);
  const { toStash, toPlex } = regexDirections(plex, stash, caseInsensitive);
  const same = caseInsensitive
    ? (left: string, right: string | null) => right !== null && foldPath(left) === foldPath(right)
    : (left: string, right: string | null) => left === right;
  const proved =
    (there: (path: string) => string | null, back: (path: string) => string | null) =>
    (path: string): string | null => {
      const mapped = there(path);
      return mapped !== null && same(path, back(mapped)) ? mapped : null;
    };
  return { toStash: proved(toStash, toPlex), toPlex: proved(toPlex, toStash) };
}
