import { foldedSegments, normalisePath, type PathRule } from "@stash2plex/shared/paths";
import type { MatchRequest } from "@stash2plex/shared/plex";

import { distinctiveBy } from "./distinctive.ts";
import { fileLimit, preferExactCase, scenesOf } from "./file-hits.ts";
import type { ExactPath, MatchContext, PlexFacts, TailFiles } from "./match-context.ts";
import type { MatchSettings } from "./match-settings.ts";
import { parsePlexName, type NoName, type PlexName } from "./plex-name.ts";
import { mappedFiles } from "./rungs/mapped-path.ts";
import type { SceneIndex } from "./scene-index.ts";

export interface DecideDeps {
  readonly index: SceneIndex;
  readonly rules: readonly PathRule[];
  readonly settings: MatchSettings;
  readonly plexFacts?: PlexFacts;
}

/** Calls once, however often it is asked: a rung must not pay for what another has looked up. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

const noFiles: TailFiles = { files: [], more: false };

function tailLookUp(index: SceneIndex, name: PlexName | NoName): (count: number) => TailFiles {
  if (typeof name === "string") return () => noFiles;
  const look = (count: number): TailFiles => {
    const files = index.filesBySuffix(name.folded.slice(-count), fileLimit + 1);
    return { files: files.slice(0, fileLimit), more: files.length > fileLimit };
  };
  // Most names are found whole: that costs one look-up, and folds no other file of the same base name.
  const whole = once(() => look(name.folded.length));
  const byBaseName = once(() => look(1));
  return (count) => {
    if (count === name.folded.length) return whole();
    const all = byBaseName();
    // All files of this name are at hand: longer tails are among them.
    if (all.more) return count === 1 ? all : look(count);
    const tail = name.folded.slice(-count);
    const fits = (path: string) => {
      const segments = foldedSegments(path);
      return tail.every((segment, at) => segment === segments[segments.length - tail.length + at]);
    };
    return { files: all.files.filter((file) => fits(file.path)), more: false };
  };
}

function findExactPath(context: MatchContext): ExactPath {
  const mapped = scenesOf(mappedFiles(context));
  if (mapped.length > 0) return { sceneIds: mapped, how: "the mapped path" };
  const { name } = context;
  if (typeof name === "string" || name.folders.length === 0) return { sceneIds: [], how: "" };
  const { files } = context.filesByTail(name.folded.length);
  const hits = preferExactCase(files, name.segments, name.spelled);
  return { sceneIds: scenesOf(hits.files), how: "the whole name" };
}

/** Facts of Plex's library, and what the request itself says. */
function factsOf(request: MatchRequest, facts: PlexFacts | undefined): PlexFacts {
  const duration = request.duration;
  const said = duration !== undefined && duration > 0 ? { duration: duration / 1_000 } : {};
  return { ...said, ...facts };
}

/** Puts together what the rungs look at; look-ups are made when first asked for, and once. */
export function createContext(request: MatchRequest, deps: DecideDeps): MatchContext {
  const { index, rules, settings } = deps;
  const name = parsePlexName(request.filename);
  const context: MatchContext = {
    request,
    name,
    index,
    rules,
    settings,
    facts: factsOf(request, deps.plexFacts),
    filesByTail: tailLookUp(index, name),
    libraryFolders: once(() =>
      index.libraryFolders().map((folder) => foldedSegments(normalisePath(folder))),
    ),
    nameMark: once(() => (typeof name === "string" ? null : distinctiveBy(name.baseName))),
    exactPath: once(() => findExactPath(context)),
  };
  return context;
}
