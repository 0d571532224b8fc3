import {
  foldPath,
  joinPath,
  normalisePath,
  stashPathsOf,
  stripRoot,
} from "@stash2plex/shared/paths";

import { foundNothing, notTried, type RungResult } from "../decision.ts";
import { filesOf, preferSpelling, scenesOf } from "../file-hits.ts";
import type { MatchContext } from "../match-context.ts";
import { whyNoName } from "../plex-name.ts";
import { scenesInWords } from "../propose.ts";
import type { IndexedFile, SceneIndex } from "../scene-index.ts";

/** Absolute Stash paths that the name may stand for: by rules, or because both see the same folders. */
function stashPaths(context: MatchContext): readonly string[] {
  const { request, name, rules, facts } = context;
  if (typeof name === "string" || request.filename === undefined) return [];
  const folders = facts.folders ?? [];
  const mapped = stashPathsOf(rules, request.filename, folders).map(({ path }) => path);
  const same = folders.map((folder) => joinPath(folder, stripRoot(name.raw)));
  return [...new Set([...mapped, ...same])];
}

/** The files at one path; other case only where no file has this one. */
function filesAt(index: SceneIndex, path: string): readonly IndexedFile[] {
  const folded = index.filesByFoldedPath(foldPath(path));
  const normal = normalisePath(path);
  const exact = folded.filter((file) => normalisePath(file.path) === normal);
  return exact.length > 0 ? exact : folded;
}

/** The files of Stash at the mapped paths of the name. */
export function mappedFiles(context: MatchContext): readonly IndexedFile[] {
  const files = stashPaths(context).flatMap((path) => filesAt(context.index, path));
  return typeof context.name === "string" ? files : preferSpelling(files, context.name.spelled);
}

/** A path rule, or the known folders of Plex's sections, give a Stash path that exists. */
export function mappedPathRung(context: MatchContext): RungResult {
  const { name, rules, facts } = context;
  if (typeof name === "string") return notTried(whyNoName(name));
  if (rules.length === 0 && (facts.folders ?? []).length === 0) {
    return notTried("there are no path rules");
  }
  const paths = stashPaths(context);
  if (paths.length === 0) return foundNothing("no path rule fits the name");
  const files = mappedFiles(context);
  const ids = scenesOf(files);
  if (ids.length === 0) return foundNothing(`Stash has no file at ${paths.join(" or ")}`);
  const accepted = ids.map((sceneId) => {
    const path = filesOf(files, sceneId)[0]?.path ?? "";
    return { sceneId, score: 100, reason: `its mapped path is ${path}`, settled: true };
  });
  return { tried: true, accepted, objected: [], why: `mapped to ${scenesInWords(ids)}` };
}
