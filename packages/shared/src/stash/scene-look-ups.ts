import type { CallOptions, StashApi } from "./api.ts";
import type { FileByPathQuery, SceneByOshashQuery } from "./generated/operations.ts";
import {
  baseNamePattern,
  exactPathPattern,
  hasBaseName,
  isSamePath,
  spellingsOf,
} from "./path-match.ts";
import type { SceneRecord, StashId } from "./records.ts";
import type { SceneReads } from "./scene-reads.ts";
import type { StashSession } from "./stash-session.ts";

/** Scenes that one look-up may yield: more are an ambiguity that nobody reads to its end. */
const hitLimit = 50;
/** Candidates of the cheap base name filter; a full page may hide the right one behind look-alikes. */
const candidateLimit = 100;
/** Files of one base name; a full page is looked up in another way. */
const fileLimit = 200;
/** Hash look-ups in a row; above that one path filter is cheaper (docs/reference/stash.md, 2.1). */
const hashLimit = 40;

type Candidate = NonNullable<SceneByOshashQuery["findSceneByHash"]>;
type FoundFile = FileByPathQuery["findFile"];
type Signal = AbortSignal | undefined;
type PathFilter = Readonly<{ value: string; modifier: "INCLUDES" | "MATCHES_REGEX" }>;

const hasPath = ({ files }: Candidate, path: string): boolean =>
  files.some((file) => isSamePath(file.path, path));

/** Stash takes `*` and `%` in the path of a file as wildcards (docs/reference/stash.md, fact 3). */
const holdsWildcard = (path: string): boolean => /[*%]/.test(path);

export type SceneLookUps = Pick<StashApi, "scenesByPath" | "scenesByBaseName" | "sceneByOshash">;

/**
 * Finds scenes by what is known of a file. Stash's own comparisons are only candidates: every hit is compared in code
 * (docs/reference/stash.md, facts 1 to 3).
 */
export function createSceneLookUps(session: StashSession, readScenes: SceneReads): SceneLookUps {
  const candidates = async (path: PathFilter, limit: number, signal: Signal) => {
    const page = { per_page: limit, sort: "id", direction: "ASC" } as const;
    const variables = { where: { path }, page };
    const answer = await session.ask((documents) => documents.sceneCandidates, variables, signal);
    return answer.findScenes.scenes;
  };

  const byHash = async (oshash: string, signal: Signal): Promise<Candidate | null> => {
    const variables = { oshash: oshash.toLowerCase() };
    const answer = await session.ask((documents) => documents.sceneByOshash, variables, signal);
    return answer.findSceneByHash;
  };

  /** The scene of a file, by its hash; null when a copy of the file in another scene answers, or nothing does. */
  const sceneOfFile = async ({ path, fingerprint }: FoundFile, signal: Signal) => {
    const scene = fingerprint === null ? null : await byHash(fingerprint, signal);
    return scene !== null && hasPath(scene, path) ? scene : null;
  };

  const byPathPattern = async (spellings: readonly string[], signal: Signal) => {
    const pattern = exactPathPattern(spellings);
    const found = await candidates({ value: pattern, modifier: "MATCHES_REGEX" }, hitLimit, signal);
    return found.filter((scene) => spellings.some((path) => hasPath(scene, path)));
  };

  /** Null means that Stash has no file there; the answer to a path with wildcards may be another file. */
  const fileAt = async (path: string, signal: Signal): Promise<FoundFile | null> => {
    const { files } = await session.documents(signal);
    if (files === null) return null;
    const call = { document: files.fileByPath, variables: { path }, signal };
    const { data, faults } = await session.transport.send(call);
    if (faults.some(({ message }) => !/file not found/i.test(message))) {
      throw await session.judge(faults, signal);
    }
    return data?.findFile ?? null;
  };

  const byIndexedPath = async (path: string, signal: Signal): Promise<readonly Candidate[]> => {
    const file = await fileAt(path, signal);
    if (file === null) return [];
    if (!isSamePath(file.path, path)) {
      return holdsWildcard(path) ? byPathPattern([path], signal) : [];
    }
    const scene = await sceneOfFile(file, signal);
    return scene === null ? byPathPattern([path], signal) : [scene];
  };

  const byBaseNameFilter = async (spellings: readonly string[], signal: Signal) => {
    const found: Candidate[] = [];
    for (const name of spellings) {
      // Quotes at the ends of the value are taken off by Stash, so they cannot be searched for (2.2).
      const quotable = !/^"|"$/.test(name);
      const included = quotable
        ? await candidates({ value: `"${name}"`, modifier: "INCLUDES" }, candidateLimit, signal)
        : null;
      const complete = included !== null && included.length < candidateLimit;
      const pattern = { value: baseNamePattern([name]), modifier: "MATCHES_REGEX" } as const;
      found.push(...(complete ? included : await candidates(pattern, hitLimit, signal)));
    }
    return found;
  };

  /** Null when the files do not lead to their scenes. */
  const byIndexedFiles = async (name: string, signal: Signal): Promise<Candidate[] | null> => {
    const { files } = await session.documents(signal);
    if (files === null) return null;
    const variables = { baseName: name, page: { per_page: fileLimit, sort: "id" } };
    const answer = await session.ask(() => files.filesByBaseName, variables, signal);
    const named = answer.findFiles.files.filter(({ path }) => hasBaseName(path, name));
    if (answer.findFiles.files.length === fileLimit || named.length > hashLimit) return null;
    const scenes: Candidate[] = [];
    for (const file of named) {
      const scene = await sceneOfFile(file, signal);
      if (scene === null) return null;
      scenes.push(scene);
    }
    return scenes;
  };

  const candidatesByBaseName = async (baseName: string, signal: Signal) => {
    const found: Candidate[] = [];
    for (const name of spellingsOf(baseName)) {
      const scenes = await byIndexedFiles(name, signal);
      if (scenes === null) return byBaseNameFilter(spellingsOf(baseName), signal);
      found.push(...scenes);
    }
    return found;
  };

  /** The full records of candidates that still hold: the files may have moved meanwhile. */
  const confirmed = async (
    found: readonly Candidate[],
    holds: (scene: SceneRecord) => boolean,
    signal: Signal,
  ): Promise<readonly SceneRecord[]> => {
    const ids: StashId[] = [...new Set(found.map(({ id }) => Number(id)))].slice(0, hitLimit);
    const scenes = await readScenes(ids, signal === undefined ? {} : { signal });
    return [...scenes.values()].filter((scene) => scene !== null && holds(scene)) as SceneRecord[];
  };

  const scenesByPath = async (path: string, { signal }: CallOptions = {}) => {
    if (path === "") return [];
    const spellings = spellingsOf(path);
    const { files } = await session.documents(signal);
    const found: Candidate[] = [];
    if (files === null) found.push(...(await byPathPattern(spellings, signal)));
    else for (const spelling of spellings) found.push(...(await byIndexedPath(spelling, signal)));
    const holds = (scene: SceneRecord): boolean =>
      scene.files.some((file) => isSamePath(file.path, path));
    return confirmed(found, holds, signal);
  };

  const scenesByBaseName = async (baseName: string, { signal }: CallOptions = {}) => {
    // An empty value finds the whole library (docs/reference/stash.md, 2.2).
    if (baseName.trim() === "" || baseName.includes("/")) return [];
    const found = await candidatesByBaseName(baseName, signal);
    const holds = (scene: SceneRecord): boolean =>
      scene.files.some((file) => hasBaseName(file.path, baseName));
    return confirmed(found, holds, signal);
  };

  const sceneByOshash = async (oshash: string, { signal }: CallOptions = {}) => {
    const wanted = oshash.trim().toLowerCase();
    if (!/^[0-9a-f]{1,16}$/.test(wanted)) return null;
    const found = await byHash(wanted, signal);
    const holds = (scene: SceneRecord): boolean =>
      scene.files.some((file) => file.oshash === wanted);
    const [scene] = await confirmed(found === null ? [] : [found], holds, signal);
    return scene ?? null;
  };

  return { scenesByPath, scenesByBaseName, sceneByOshash };
}
