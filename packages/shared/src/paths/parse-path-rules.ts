import { foldPath, foldedSegments } from "./fold.ts";
import { isAbsolutePath, normalisePath } from "./normalise.ts";
import {
  PathRuleError,
  type CheckedRules,
  type Directions,
  type PathRule,
  type RefusedRule,
} from "./path-rule.ts";
import { prefixDirections } from "./prefix-rule.ts";
import { invertibleDirections, regexDirections } from "./regex-rule.ts";
import { pathRuleSchema, type PathRuleInput } from "./rule-schema.ts";
import { guardedRule, testPairProblem } from "./rule-checks.ts";

function directionsOf({ plex, stash, caseInsensitive }: PathRuleInput): Directions {
  if (typeof plex === "string" && typeof stash === "string") {
    return prefixDirections(plex, stash, caseInsensitive);
  }
  if (typeof plex === "string") {
    throw new PathRuleError("`plex` is a folder and `stash` a pattern; both must be of one form");
  }
  if (typeof stash !== "string") return regexDirections(plex, stash, caseInsensitive);
  if (stash === "invert") return invertibleDirections(plex, caseInsensitive);
  throw new PathRuleError(
    '`plex` is a pattern and `stash` a folder; both must be of one form (or `stash: "invert"`)',
  );
}

const startsWith = (path: readonly string[], folder: readonly string[]): boolean =>
  folder.every((segment, at) => segment === path[at]);

/** A root beside the rule's own folder would make every relative name miss: surely a slip. */
function plexRootOf({ plex, plexRoot }: PathRuleInput): string | null {
  if (plexRoot === undefined) return null;
  if (!isAbsolutePath(plexRoot)) {
    throw new PathRuleError(`\`plexRoot\` must be an absolute folder, not "${plexRoot}"`);
  }
  if (typeof plex === "string") {
    const root = foldedSegments(plexRoot);
    const folder = foldedSegments(plex);
    if (!startsWith(root, folder) && !startsWith(folder, root)) {
      throw new PathRuleError(
        `\`plexRoot\` "${plexRoot}" and \`plex\` "${plex}" are different folders, so no relative name could ever fit`,
      );
    }
  }
  return normalisePath(plexRoot);
}

function ruleOf(input: PathRuleInput): PathRule {
  const rule = guardedRule({
    name: input.name,
    caseInsensitive: input.caseInsensitive,
    plexRoot: plexRootOf(input),
    test: input.test ?? null,
    source: JSON.stringify(input),
    ...directionsOf(input),
  });
  const problem = testPairProblem(rule);
  if (problem !== null) throw new PathRuleError(problem);
  return rule;
}

function nameOf(entry: unknown, at: number): string {
  const name =
    typeof entry === "object" && entry !== null && "name" in entry ? entry.name : undefined;
  return typeof name === "string" && name.trim() !== "" ? name.trim() : `rule ${at + 1}`;
}

function parseOne(entry: unknown, name: string): PathRule | RefusedRule {
  const parsed = pathRuleSchema.safeParse(entry);
  if (!parsed.success) {
    const reason = parsed.error.issues
      .map((issue) => [issue.path.join("."), issue.message].filter(Boolean).join(": "))
      .join("; ");
    return { name, reason };
  }
  try {
    return ruleOf(parsed.data);
  } catch (error) {
    if (error instanceof PathRuleError) return { name, reason: error.message };
    throw error;
  }
}

/**
 * Reads path rules as YAML or JSON holds them. Never throws: what cannot be used is refused with a sentence, the other
 * rules stay. The first rule that fits wins, in both directions.
 *
 * Three forms:
 * ```yaml
 * # Folders with the same tree below.
 * - { name: films, plex: /data/media, stash: /mnt/media }
 * # Patterns (RE2 syntax, forward slashes) that fit the whole path. `plex` says what a Plex path becomes in Stash,
 * # `stash` what a Stash path becomes in Plex. `$1`, `${1}`, `${name}`; a dollar is `$$`.
 * - name: years
 *   plex:  { match: "/data/(?<year>\\d{4})/(.*)", to: "/mnt/by-year/${year}/$2" }
 *   stash: { match: "/mnt/by-year/(\\d{4})/(.*)", to: "/data/$1/$2" }
 *   test:  { plex: /data/2018/Lakes.mp4, stash: /mnt/by-year/2018/Lakes.mp4 }
 * # One pattern whose other direction is proved from it, or the rule is refused.
 * - { name: years, plex: { match: "/data/(\\d{4})/(.*)", to: "/mnt/by-year/$1/$2" }, stash: invert }
 * ```
 * Further fields: `caseInsensitive`; `plexRoot`, put before relative names; `test`, a pair that must map both ways.
 *
 * @param input a list of rules; null, undefined and "" mean none
 */
export function parsePathRules(input: unknown): CheckedRules {
  if (input === undefined || input === null || input === "") return { rules: [], refused: [] };
  if (!Array.isArray(input)) {
    const reason = "path rules must be a list of rules, each with `name`, `plex` and `stash`";
    return { rules: [], refused: [{ name: "path rules", reason }] };
  }
  const rules: PathRule[] = [];
  const refused: RefusedRule[] = [];
  input.forEach((entry: unknown, at) => {
    const name = nameOf(entry, at);
    const result = parseOne(entry, name);
    if ("reason" in result) refused.push(result);
    else if (rules.some((rule) => foldPath(rule.name) === foldPath(name))) {
      refused.push({ name, reason: `another rule is already called "${name}"` });
    } else rules.push(result);
  });
  return { rules, refused };
}
