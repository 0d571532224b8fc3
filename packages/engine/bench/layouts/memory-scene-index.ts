import { baseNameOf, foldedSegments, foldPath } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import type { IndexedFile, IndexedScene, SceneIndex } from "../../src/matching/scene-index.ts";
import { stemKey } from "../../src/matching/stem.ts";
import { titleKey, titleTokens } from "../../src/matching/title-tokens.ts";

/** A scene as tests and benchmarks write it; what is left out is empty. */
export interface PlainScene {
  readonly id: StashId;
  /** The first is the primary file. A plain text is a path of 1,000 bytes and 60 seconds. */
  readonly files: readonly (string | PlainFile)[];
  readonly title?: string;
  readonly date?: string | null;
  readonly organized?: boolean;
  readonly stashBoxIds?: readonly string[];
  readonly tags?: readonly string[];
  readonly studios?: readonly string[];
}

export interface PlainFile {
  readonly path: string;
  readonly size?: number;
  readonly duration?: number;
  readonly oshash?: string;
}

export interface PlainLibrary {
  readonly scenes: readonly PlainScene[];
  /** Absolute, as Stash spells them. */
  readonly folders?: readonly string[];
  readonly guidsTrusted?: boolean;
}

/** A plain path as a file: all are alike, so that sizes tell nothing apart. */
export const plainFile = (file: string | PlainFile): Required<PlainFile> => ({
  size: 1_000,
  duration: 60,
  oshash: "",
  ...(typeof file === "string" ? { path: file } : file),
});

function add<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

function indexedScene(scene: PlainScene): IndexedScene {
  const [first] = scene.files;
  return {
    id: scene.id,
    title: scene.title ?? "",
    date: scene.date ?? null,
    organized: scene.organized ?? false,
    hasStashId: (scene.stashBoxIds ?? []).length > 0,
    studioName: scene.studios?.[0] ?? null,
    studioIds: [],
    studioNames: scene.studios ?? [],
    tagNames: scene.tags ?? [],
    primaryPath: first === undefined ? null : plainFile(first).path,
  };
}

interface Groups {
  readonly scenes: Map<StashId, IndexedScene>;
  readonly byScene: Map<StashId, IndexedFile[]>;
  readonly byTail: Map<string, IndexedFile[]>;
  readonly byPath: Map<string, IndexedFile[]>;
  readonly byStem: Map<string, IndexedFile[]>;
  readonly byHash: Map<string, IndexedFile[]>;
  readonly byTitle: Map<string, StashId[]>;
  readonly byWord: Map<string, StashId[]>;
  readonly byStashBoxId: Map<string, StashId[]>;
}

function addFile(groups: Groups, sceneId: StashId, plain: string | PlainFile): void {
  const { path, size, duration, oshash } = plainFile(plain);
  const file: IndexedFile = { sceneId, path, size, duration };
  add(groups.byScene, sceneId, file);
  add(groups.byPath, foldPath(path), file);
  add(groups.byStem, stemKey(baseNameOf(path)), file);
  if (oshash !== "") add(groups.byHash, oshash, file);
  const segments = foldedSegments(path);
  segments.forEach((_, at) => add(groups.byTail, segments.slice(at).join("/"), file));
}

function addScene(groups: Groups, scene: PlainScene): void {
  const indexed = indexedScene(scene);
  groups.scenes.set(scene.id, indexed);
  for (const file of scene.files) addFile(groups, scene.id, file);
  const key = titleKey(indexed.title);
  if (key !== "") add(groups.byTitle, key, scene.id);
  const names = scene.files.map((file) => stemKey(baseNameOf(plainFile(file).path)));
  for (const word of new Set([indexed.title, ...names].flatMap((text) => titleTokens(text)))) {
    add(groups.byWord, word, scene.id);
  }
  for (const id of scene.stashBoxIds ?? []) add(groups.byStashBoxId, id, scene.id);
}

function searchBy(byWord: ReadonlyMap<string, readonly StashId[]>): SceneIndex["searchTitles"] {
  return (tokens, limit) => {
    const hits = new Map<StashId, number>();
    for (const token of new Set(tokens)) {
      for (const id of byWord.get(token) ?? []) hits.set(id, (hits.get(id) ?? 0) + 1);
    }
    return [...hits]
      .sort(([leftId, left], [rightId, right]) => right - left || leftId - rightId)
      .slice(0, limit)
      .map(([id]) => id);
  };
}

/** A whole library in maps: the same answers as the mirror gives, for tests and benchmarks. */
export function createMemorySceneIndex(library: PlainLibrary): SceneIndex {
  const groups: Groups = {
    scenes: new Map(),
    byScene: new Map(),
    byTail: new Map(),
    byPath: new Map(),
    byStem: new Map(),
    byHash: new Map(),
    byTitle: new Map(),
    byWord: new Map(),
    byStashBoxId: new Map(),
  };
  for (const scene of library.scenes) addScene(groups, scene);
  const folders = (library.folders ?? []).map((folder) => foldPath(folder));
  return {
    guidsTrusted: library.guidsTrusted ?? true,
    scene: (id) => groups.scenes.get(id) ?? null,
    filesOfScene: (id) => groups.byScene.get(id) ?? [],
    filesByOshash: (oshash) => groups.byHash.get(oshash) ?? [],
    filesBySuffix: (segments, limit) =>
      (groups.byTail.get(segments.join("/")) ?? []).slice(0, limit),
    filesByFoldedPath: (path) => groups.byPath.get(path) ?? [],
    filesByStem: (stem, limit) => (groups.byStem.get(stem) ?? []).slice(0, limit),
    scenesByTitleKey: (key, limit) => (groups.byTitle.get(key) ?? []).slice(0, limit),
    searchTitles: searchBy(groups.byWord),
    scenesByStashBoxId: (uuid) => groups.byStashBoxId.get(uuid) ?? [],
    libraryFolders: () => folders,
  };
}
