import { foldedSegments } from "@stash2plex/shared/paths";

import { judgeScene } from "./contradiction.ts";
import { foundNothing, type Proposal, type RungResult } from "./decision.ts";
import { filesOf, scenesOf } from "./file-hits.ts";
import type { MatchContext } from "./match-context.ts";
import type { PlexName } from "./plex-name.ts";
import type { IndexedFile } from "./scene-index.ts";

/** What a candidate loses that something speaks against: it stays in a manual list, below all that agree. */
const OBJECTION = 14;

export const withObjection = (proposal: Proposal, why: string): Proposal => ({
  ...proposal,
  score: proposal.score - OBJECTION,
  reason: `${proposal.reason}, but ${why}`,
});

export const scenesInWords = (ids: readonly number[]): string => {
  const shown = ids.slice(0, 5).map(String).join(", ");
  const more = ids.length > 5 ? ` and ${ids.length - 5} more` : "";
  return ids.length === 1 ? `scene ${shown}` : `scenes ${shown}${more}`;
};

export interface NameHits {
  readonly files: readonly IndexedFile[];
  /** Whether there are more files than were looked at, so that nothing is unique. */
  readonly more: boolean;
  readonly score: number;
  /** What the files have in common with the name, such as `the base name "a.mp4"`. */
  readonly what: string;
}

/**
 * Judges files that bear a name: exactly one scene is accepted unless its folders contradict; several make the rung
 * ambiguous, unless all of them are contradicted, for then none of them is meant.
 */
export function proposeByName(context: MatchContext, name: PlexName, hits: NameHits): RungResult {
  const ids = scenesOf(hits.files);
  if (ids.length === 0) return foundNothing(`no file of Stash has ${hits.what}`);
  const judged = ids.map((sceneId) => {
    const verdict = judgeScene(context, name, filesOf(hits.files, sceneId));
    const reason = `${hits.what} is that of a file of scene ${sceneId}; ${verdict.why}`;
    const score = verdict.agrees ? hits.score : hits.score - OBJECTION;
    return { verdict, proposal: { sceneId, score, reason, settled: false } };
  });
  const [first] = judged;
  const proposals = judged.map(({ proposal }) => proposal);
  const found = `${hits.what} is that of ${scenesInWords(ids)}${hits.more ? " and others" : ""}`;
  const unique = ids.length === 1 && !hits.more;
  if (judged.some(({ verdict }) => verdict.agrees) && (unique || ids.length > 1)) {
    const why = unique ? (first?.proposal.reason ?? found) : `${found}: not unique`;
    return { tried: true, accepted: proposals, objected: [], why };
  }
  const against = hits.more ? "more files have it" : (first?.verdict.why ?? "");
  return { tried: true, accepted: [], objected: proposals, why: `${found}; ${against}` };
}

/** Whether a file lies in a library folder of Stash with exactly the folders of Plex's name above it. */
export function startsAtLibrary(context: MatchContext, name: PlexName, file: IndexedFile): boolean {
  const above = foldedSegments(file.path).slice(0, -name.folded.length);
  return context.libraryFolders().some((library) => library.join("/") === above.join("/"));
}
