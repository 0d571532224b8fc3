import { parsePathRules, validateRules, type PathRule } from "@stash2plex/shared/paths";

import type { MirrorReader } from "../stash-mirror/index.ts";
import type { SyncSettings } from "./sync-options.ts";

const samples = 500;
const proveEveryMs = 600_000;

/**
 * The path rules that stand the proof on paths of our copy; the same list as long as they are the same. They are proved
 * again from time to time, as the copy grows. Who refused which one is told by the host, which proves them, too.
 */
export function createRulesInUse(
  settings: () => Pick<SyncSettings, "pathRules">,
  reader: Pick<MirrorReader, "samplePaths">,
  clock: { now(): number },
): () => readonly PathRule[] {
  let input: SyncSettings["pathRules"] | null = null;
  let provedAt = -Infinity;
  let names = "";
  let rules: readonly PathRule[] = [];
  return () => {
    const now = clock.now();
    const { pathRules } = settings();
    if (pathRules === input && now - provedAt < proveEveryMs) return rules;
    const isOther = pathRules !== input;
    input = pathRules;
    provedAt = now;
    if (pathRules.length === 0) {
      if (rules.length > 0) rules = [];
      return rules;
    }
    const proved = validateRules(parsePathRules(pathRules).rules, reader.samplePaths(samples));
    const provedNames = proved.rules.map(({ name }) => name).join("\n");
    if (isOther || provedNames !== names) rules = proved.rules;
    names = provedNames;
    return rules;
  };
}
