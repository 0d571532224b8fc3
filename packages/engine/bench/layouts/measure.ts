import { parsePathRules } from "@stash2plex/shared/paths";

import { decide } from "../../src/matching/ladder.ts";
import { defaultMatchSettings } from "../../src/matching/match-settings.ts";
import type { SceneIndex } from "../../src/matching/scene-index.ts";
import { identifiedFiles } from "./identified.ts";
import type { Layout, LayoutFile } from "./layout.ts";

export interface Accuracy {
  readonly layout: string;
  readonly files: number;
  /** Files that Stash knows. */
  readonly known: number;
  readonly found: number;
  /** Files that name or path identify, and how many of those were found. */
  readonly identified: number;
  readonly identifiedFound: number;
  /** Files answered with a scene that they are not. */
  readonly wrong: readonly LayoutFile[];
  /** Identified files that were not found. */
  readonly missed: readonly LayoutFile[];
}

/** Asks for every file of a layout as a scan of Plex does, and compares with the truth. */
export function measureAccuracy(layout: Layout, index: SceneIndex, withRules: boolean): Accuracy {
  const { rules, refused } = parsePathRules(withRules ? layout.rules : []);
  if (refused.length > 0) throw new Error(`${layout.name}: ${refused[0]?.reason ?? ""}`);
  const answerFor = ({ filename }: LayoutFile): number | null => {
    const request = { type: 1, manual: false, includeAdult: false, filename };
    const { outcome, candidates } = decide(request, {
      index,
      rules,
      settings: defaultMatchSettings,
    });
    return outcome === "matched" ? (candidates[0]?.sceneId ?? null) : null;
  };
  const answers = new Map(layout.files.map((file) => [file, answerFor(file)]));
  const identified = identifiedFiles(layout);
  const right = layout.files.filter(
    (file) => file.sceneId !== null && answers.get(file) === file.sceneId,
  );
  return {
    layout: layout.name,
    files: layout.files.length,
    known: layout.files.filter(({ sceneId }) => sceneId !== null).length,
    found: right.length,
    identified: identified.size,
    identifiedFound: right.filter((file) => identified.has(file)).length,
    wrong: layout.files.filter((file) => {
      const answer = answers.get(file) ?? null;
      return answer !== null && answer !== file.sceneId;
    }),
    missed: [...identified].filter((file) => answers.get(file) === null),
  };
}
