import { foldedSegments } from "@stash2plex/shared/paths";

import { compareFolders } from "../contradiction.ts";
import { notTried, type RungResult } from "../decision.ts";
import type { MatchContext } from "../match-context.ts";
import { whyNoName, type PlexName } from "../plex-name.ts";
import { proposeByName } from "../propose.ts";
import type { IndexedFile } from "../scene-index.ts";
import { stemKey } from "../stem.ts";

/** Stems are shared more often than names, and the folders choose among them. */
const stemLimit = 500;

/**
 * The files that have most folders in common with the name: as with whole and shortened names, the longest common
 * tail decides.
 */
function nearest(name: PlexName, files: readonly IndexedFile[]): readonly IndexedFile[] {
  const depths = files.map(
    (file) => compareFolders(name.folders, foldedSegments(file.path).slice(0, -1)).common.length,
  );
  const most = Math.max(0, ...depths);
  return files.filter((_, at) => depths[at] === most);
}

/** The base name without extension and quality words. */
export function stemRung(context: MatchContext): RungResult {
  const { name, index } = context;
  if (typeof name === "string") return notTried(whyNoName(name));
  const stem = stemKey(name.baseName);
  if (stem === "") return notTried("the name is nothing but quality words");
  const found = index.filesByStem(stem, stemLimit + 1);
  const more = found.length > stemLimit;
  return proposeByName(context, name, {
    files: more ? found : nearest(name, found),
    more,
    score: 85,
    what: `the stem "${stem}"`,
  });
}
