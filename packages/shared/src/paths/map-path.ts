import { isAbsolutePath, joinPath, stripRoot } from "./normalise.ts";
import type { PathRule } from "./path-rule.ts";
import { absoluteFor } from "./rule-checks.ts";

/** A mapped path, and the rule that mapped it. */
export interface MappedPath {
  readonly rule: string;
  /** Normalised. */
  readonly path: string;
}

/**
 * The Stash path of a Plex path by the first rule that fits, or null. A relative name is put below the `plexRoot` of
 * the rule that is tried; rules without one do not fit it.
 *
 * @example plexToStash(rules, "/data/media/a.mp4") // { rule: "films", path: "/mnt/media/a.mp4" }
 */
export function plexToStash(rules: readonly PathRule[], plexPath: string): MappedPath | null {
  for (const rule of rules) {
    const absolute = absoluteFor(rule, plexPath);
    const path = absolute === null ? null : rule.toStash(absolute);
    if (path !== null) return { rule: rule.name, path };
  }
  return null;
}

/**
 * The Plex path of a Stash path by the first rule that fits, or null.
 * @example stashToPlex(rules, "/mnt/media/a.mp4") // { rule: "films", path: "/data/media/a.mp4" }
 */
export function stashToPlex(rules: readonly PathRule[], stashPath: string): MappedPath | null {
  for (const rule of rules) {
    const path = rule.toPlex(stashPath);
    if (path !== null) return { rule: rule.name, path };
  }
  return null;
}

/**
 * All Stash paths that a name from Plex may stand for. A library may have several folders, and Plex does not say below
 * which one a name lies (docs/reference/plex-contract.md, 4.2), so every root is tried: those of the rules and the
 * given ones. A name that begins with a slash may be relative nonetheless.
 *
 * @param plexFolders absolute folders of Plex's library sections, where they are known
 */
export function stashPathsOf(
  rules: readonly PathRule[],
  plexName: string,
  plexFolders: readonly string[] = [],
): readonly MappedPath[] {
  const direct = isAbsolutePath(plexName) ? plexToStash(rules, plexName) : null;
  if (direct !== null) return [direct];
  const roots = rules.flatMap((rule) => (rule.plexRoot === null ? [] : [rule.plexRoot]));
  const found = new Map<string, MappedPath>();
  for (const root of new Set([...plexFolders, ...roots])) {
    const mapped = plexToStash(rules, joinPath(root, stripRoot(plexName)));
    if (mapped !== null && !found.has(mapped.path)) found.set(mapped.path, mapped);
  }
  return [...found.values()];
}
