import type { MirrorReader } from "@stash2plex/engine/stash-mirror";
import { foldPath, plexToStash, type PathRule } from "@stash2plex/shared/paths";

import type { PathTest } from "../admin/api-routes.ts";

/** What the rules make of a Plex path, tried one by one so that people see why none fits. */
export function testPath(
  plex: string,
  rules: readonly PathRule[],
  reader: Pick<MirrorReader, "index" | "samplePaths">,
): PathTest {
  const tried: string[] = [];
  for (const rule of rules) {
    const mapped = plexToStash([rule], plex);
    if (mapped === null) {
      tried.push(`${rule.name}: does not fit`);
      continue;
    }
    const known = reader.index.filesByFoldedPath(foldPath(mapped.path)).length > 0;
    const found = known ? "Stash has that file" : "Stash has no such file";
    const back = rule.toPlex(mapped.path);
    const explanation = [
      ...tried,
      `${rule.name}: becomes ${mapped.path}; ${found}`,
      `${rule.name}: the way back gives ${back ?? "nothing"}`,
    ];
    return { plex, rule: rule.name, stash: mapped.path, known, explanation };
  }
  const samples = reader.samplePaths(3).map((path) => `Paths in Stash look like ${path}`);
  const none =
    rules.length === 0 ? ["No path rule is in use: names are compared from their end"] : [];
  return {
    plex,
    rule: null,
    stash: null,
    known: false,
    explanation: [...tried, ...none, ...samples],
  };
}
