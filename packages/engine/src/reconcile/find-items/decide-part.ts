import type { PathRule } from "@stash2plex/shared/paths";

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

export const isCertainRung = (rung: Rung): boolean => certainRungs.has(rung);

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
