import { foldedSegments, type PathRule } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import type { MatchDecision, Rung } from "../../matching/decision.ts";
import { decide } from "../../matching/ladder.ts";
import type { MatchSettings } from "../../matching/match-settings.ts";
import type { SceneIndex } from "../../matching/scene-index.ts";
import type { MirroredPart, MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import { relativeName } from "./relative-name.ts";

export interface DecidePartDeps {
  readonly index: SceneIndex;
  readonly rules: readonly PathRule[];
  readonly settings: MatchSettings;
}

const MOVIE = 1;

/** Rungs that are proved by the path of the file. */
const certainRungs: ReadonlySet<Rung> = new Set(["hash", "mapped-path", "whole-name"]);

/**
 * Whether the part is a file of the scene beyond doubt: its path says so, or its name and its size in bytes do. In a
 * library without folders under another mount there is nothing but the name.
 */
export const isProved = (
  { file, size }: MirroredPart,
  sceneId: StashId,
  rung: Rung,
  { index }: Pick<DecidePartDeps, "index">,
): boolean => {
  if (certainRungs.has(rung)) return true;
  if (size === null || size <= 0) return false;
  const name = foldedSegments(file).at(-1);
  return index
    .filesOfScene(sceneId)
    .some((own) => own.size === size && foldedSegments(own.path).at(-1) === name);
};

/** Runs the ladder for a part as a match request of PMS would, without its guid. */
export const decidePart = (
  part: MirroredPart,
  section: MirroredSection,
  { index, rules, settings }: DecidePartDeps,
): MatchDecision =>
  decide(
    {
      type: MOVIE,
      filename: relativeName(part.file, section.folders),
      manual: false,
      includeAdult: true,
    },
    {
      index,
      rules,
      settings,
      plexFacts: {
        folders: section.folders,
        ...(part.size !== null && { size: part.size }),
        ...(part.duration !== null && { duration: part.duration / 1_000 }),
      },
    },
  );
