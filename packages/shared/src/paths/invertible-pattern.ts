import { RE2JS } from "re2js";

import { PathRuleError } from "./path-rule.ts";
import { parseTemplate, type PatternGroups, type TemplatePart } from "./path-template.ts";

/** What a group may hold for its rule to be inverted, and whether it could swallow a character. */
const GROUP_BODIES: readonly (readonly [RegExp, (character: string) => boolean])[] = [
  [/^\[\^\/\]\+$/, (character) => character !== "/"],
  [/^(?:\\d|\[0-9\])(?:\+|\{\d+\})$/, (character) => /\d/.test(character)],
  // With folded case RE2 counts the Kelvin sign and the long s among the letters.
  [/^(?:\\w|\[a-z\]|\[A-Z\]|\[A-Za-z\])\+$/, (character) => /[\wKſ]/.test(character)],
  [/^\.[*+]$/, () => true],
];

interface Group {
  readonly body: string;
  readonly swallows: (character: string) => boolean;
}

const TOKEN = /\\([^\p{L}\p{N}])|\((?:\?P?<\w+>)?((?:[^()\\]|\\.)*)\)|([^\\()[\]{}.*+?|^$])/gsuy;

const refuse = (why: string): never => {
  throw new PathRuleError(
    `the other direction cannot be derived safely: ${why}. Write both down: \`plex: {match, to}\` and \`stash: {match, to}\`.`,
  );
};

function groupOf(body: string): Group {
  const known = GROUP_BODIES.find(([form]) => form.test(body));
  if (known === undefined) {
    return refuse(
      `the group (${body}) may only be [^/]+, \\d+, \\w+, [a-z]+ or, at the end, .* or .+`,
    );
  }
  return { body, swallows: known[1] };
}

/** A pattern that is nothing but text and plain groups, in the form of a template. */
function parsePattern(match: string): { parts: TemplatePart[]; groups: Group[] } {
  const source = match.replace(/^\^/, "").replace(/(?<!\\)\$$/, "");
  const parts: TemplatePart[] = [];
  const groups: Group[] = [];
  let end = 0;
  for (const found of source.matchAll(TOKEN)) {
    end = found.index + found[0].length;
    const body = found[2];
    if (body === undefined) {
      parts.push({ kind: "text", text: found[1] ?? found[3] ?? "" });
    } else {
      groups.push(groupOf(body));
      parts.push({ kind: "group", group: groups.length });
    }
  }
  if (end !== source.length)
    refuse(`"${source.slice(end)}" is neither plain text nor a plain group`);
  return { parts, groups };
}

/** Every group must end where the text behind it begins, else one path could be cut in two ways. */
function requireClearBorders(parts: readonly TemplatePart[], groups: readonly Group[]): void {
  parts.forEach((part, at) => {
    const next = parts[at + 1];
    if (part.kind === "text" || next === undefined) return;
    const group = groups[part.group - 1];
    const border = next.kind === "text" ? next.text.slice(0, 1) : "";
    if (group === undefined || border === "" || group.swallows(border)) {
      refuse(`where the group (${group?.body ?? ""}) ends is not clear`);
    }
  });
}

/**
 * The other direction of a pattern that is provably one-to-one: plain text and plain groups, each group used once,
 * each ending at a character it cannot hold.
 *
 * @example
 * invertedDirection({ match: "/data/(\\d+)/(.*)", to: "/mnt/year-$1/$2" }, groups)
 * // { match: "/mnt/year\\-(\\d+)/(.*)", to: "/data/${1}/${2}" }
 * @throws PathRuleError with the reason when it is not
 */
export function invertedDirection(
  direction: { readonly match: string; readonly to: string },
  patternGroups: PatternGroups,
): { match: string; to: string } {
  const { parts, groups } = parsePattern(direction.match);
  const template = parseTemplate(direction.to, patternGroups);
  const order = template.flatMap((part) => (part.kind === "group" ? [part.group] : []));
  const used = new Set(order);
  if (order.length !== groups.length || used.size !== groups.length || used.has(0)) {
    refuse("each group must be used exactly once");
  }
  requireClearBorders(parts, groups);
  requireClearBorders(template, groups);
  return {
    match: template
      .map((part) =>
        part.kind === "text" ? RE2JS.quote(part.text) : `(${groups[part.group - 1]?.body ?? ""})`,
      )
      .join(""),
    to: parts
      .map((part) =>
        part.kind === "text"
          ? part.text.replaceAll("$", "$$$$")
          : `\${${String(order.indexOf(part.group) + 1)}}`,
      )
      .join(""),
  };
}
