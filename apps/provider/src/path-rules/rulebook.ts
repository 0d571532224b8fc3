import type { MirrorReader } from "@stash2plex/engine/stash-mirror";
import type { Logger } from "@stash2plex/shared/log";
import {
  type CheckedRules,
  parsePathRules,
  type PathRule,
  validateRules,
} from "@stash2plex/shared/paths";

import type { RuleReport } from "../admin/status-report.ts";

type RuleInput = Readonly<Record<string, unknown>>;

/** The path rules in use, and those that were refused and why. */
export interface Rulebook {
  rules(): readonly PathRule[];
  reports(): readonly RuleReport[];
  /** Takes over changed settings. */
  replace(input: readonly RuleInput[]): void;
  /** Proves the rules again on paths that the mirror has by now. */
  prove(): void;
}

const SAMPLES = 500;

/** One side of a rule as it was written. */
function shown(side: unknown): string {
  return typeof side === "string" ? side : JSON.stringify(side ?? null);
}

function reportsOf(input: readonly RuleInput[], checked: CheckedRules): readonly RuleReport[] {
  const reasons = new Map(checked.refused.map(({ name, reason }) => [name, reason]));
  return input.map((rule, at) => {
    const name =
      typeof rule.name === "string" && rule.name.trim() !== ""
        ? rule.name.trim()
        : `rule ${at + 1}`;
    const isUsed = checked.rules.some((used) => used.name === name);
    const refused = isUsed ? null : (reasons.get(name) ?? "it could not be read");
    return { name, plex: shown(rule.plex), stash: shown(rule.stash), refused };
  });
}

/** Keeps the rules that stand the proof; a bad rule is refused, and the others go on working. */
export function createRulebook(deps: {
  readonly input: readonly RuleInput[];
  readonly reader: Pick<MirrorReader, "samplePaths">;
  readonly logger: Logger;
}): Rulebook {
  let { input } = deps;
  let checked: CheckedRules = { rules: [], refused: [] };
  const warned = new Set<string>();
  const check = (): void => {
    const parsed = parsePathRules(input);
    const proved = validateRules(parsed.rules, deps.reader.samplePaths(SAMPLES));
    checked = { rules: proved.rules, refused: [...parsed.refused, ...proved.refused] };
    for (const { name, reason } of checked.refused) {
      if (warned.has(`${name} ${reason}`)) continue;
      warned.add(`${name} ${reason}`);
      deps.logger.warn("A path rule is not used", { rule: name, reason });
    }
  };
  check();
  return {
    rules: () => checked.rules,
    reports: () => reportsOf(input, checked),
    replace: (next) => {
      input = next;
      warned.clear();
      check();
    },
    prove: check,
  };
}
