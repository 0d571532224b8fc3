import { PathRuleError } from "./path-rule.ts";

/** A piece of a template: text, or the number of a group. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "group"; readonly group: number };

/** The groups that the pattern beside a template has. */
export interface PatternGroups {
  readonly count: number;
  readonly named: Readonly<Record<string, number>>;
}

const REFERENCE = /\$(?:\$|(\d+)|\{(\w+)\})?/g;

function groupNumber(reference: string, groups: PatternGroups): number {
  const number = /^\d+$/.test(reference) ? Number(reference) : groups.named[reference];
  if (number === undefined || number > groups.count) {
    throw new PathRuleError(
      `\`to\` names the group ${reference}, which \`match\` does not have` +
        ` (it has ${groups.count}). A digit behind a group is written \${1}2.`,
    );
  }
  return number;
}

/**
 * Cuts a template at its references: `$1`, `${1}`, `${name}`; `$$` is a dollar.
 * @throws PathRuleError when a reference names no group of the pattern
 */
export function parseTemplate(template: string, groups: PatternGroups): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = "";
  let end = 0;
  for (const found of template.matchAll(REFERENCE)) {
    text += template.slice(end, found.index);
    end = found.index + found[0].length;
    const reference = found[1] ?? found[2];
    if (found[0] === "$$") {
      text += "$";
    } else if (reference === undefined) {
      throw new PathRuleError("a dollar in `to` that starts no group is written $$");
    } else {
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
      parts.push({ kind: "group", group: groupNumber(reference, groups) });
    }
  }
  text += template.slice(end);
  if (text !== "") parts.push({ kind: "text", text });
  // A Windows user writes backslashes; paths have none.
  return parts.map((part) =>
    part.kind === "text" ? { ...part, text: part.text.replaceAll("\\", "/") } : part,
  );
}

/** Fills a template; a group that took no part is empty. */
export function fillTemplate(
  parts: readonly TemplatePart[],
  group: (number: number) => string | null,
): string {
  return parts
    .map((part) => (part.kind === "text" ? part.text : (group(part.group) ?? "")))
    .join("");
}
