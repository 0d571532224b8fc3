import type { Library } from "./library.ts";
import type { ModelFile, ModelScene, SceneFields } from "./model.ts";

/**
 * What users, scans and tasks do to a library. Which times move is as recorded from a real server
 * (docs/reference/stash.md, 2.7).
 */

/** A copy that can be spread: a generated scene works its fields out when they are read. */
function plainScene(scene: ModelScene): ModelScene {
  const { id, createdAt, updatedAt, title, code, details, director, date, rating100 } = scene;
  const { organized, urls, studioId, performerIds, tagIds, groups, stashIds, files } = scene;
  const { markers, cover, playCount, oCounter, resumeTime } = scene;
  return {
    id, createdAt, updatedAt, title, code, details, director, date, rating100, organized, urls, studioId,
    performerIds, tagIds, groups, stashIds, files, markers, cover, playCount, oCounter, resumeTime,
  }; // prettier-ignore
}

function known(library: Library, id: number): ModelScene {
  const scene = library.scene(id);
  if (scene === null) throw new Error(`The library has no scene ${id}.`);
  return plainScene(scene);
}

/** A save in the edit form: moves `updatedAt`, also when nothing is different. */
export function updateScene(library: Library, id: number, fields: Partial<SceneFields>): void {
  library.put(id, { ...known(library, id), ...fields, updatedAt: library.stamp() });
}

export function setCover(library: Library, id: number, cover: number): void {
  library.put(id, { ...known(library, id), cover, updatedAt: library.stamp() });
}

/** A file renamed or moved, then scanned: only the file's own time moves. */
export function moveFile(library: Library, id: number, fileId: number, path: string): void {
  const scene = known(library, id);
  const files = scene.files.map((file) =>
    file.id === fileId ? { ...file, path, updatedAt: library.stamp() } : file,
  );
  library.put(id, { ...scene, files });
}

/** A folder renamed, then scanned: nothing moves at all. */
export function renameFolder(library: Library, from: string, to: string): void {
  for (const scene of [...library.scenes()]) {
    if (!scene.files.some(({ path }) => path.startsWith(`${from}/`))) continue;
    const files = scene.files.map((file) =>
      file.path.startsWith(`${from}/`)
        ? { ...file, path: to + file.path.slice(from.length) }
        : file,
    );
    library.put(scene.id, { ...plainScene(scene), files });
  }
}

/** A byte-identical copy was found: one more file, and the scene's time moves. */
export function addFile(library: Library, id: number, path: string): void {
  const scene = known(library, id);
  const first = scene.files[0];
  if (first === undefined) throw new Error(`Scene ${id} has no file to copy.`);
  const copy: ModelFile = { ...first, id: 10_000_000 + id * 10 + scene.files.length, path };
  library.put(id, { ...scene, files: [...scene.files, copy], updatedAt: library.stamp() });
}

/** A clean after the primary file vanished. */
export function dropPrimaryFile(library: Library, id: number): void {
  const scene = known(library, id);
  library.put(id, { ...scene, files: scene.files.slice(1), updatedAt: library.stamp() });
}

export function destroyScene(library: Library, id: number): void {
  known(library, id);
  library.put(id, null);
}

/** The source's files move behind the destination's; the source is gone, without any hook. */
export function mergeScenes(library: Library, source: number, destination: number): void {
  const from = known(library, source);
  const into = known(library, destination);
  const files = [...into.files, ...from.files];
  library.put(destination, { ...into, files, updatedAt: library.stamp() });
  library.put(source, null);
}

let nextFileId = 20_000_000;

/** A new file that a scan found: a scene with nothing but a file. */
export function addScene(library: Library, path: string, oshash: string): number {
  const id = library.lastId + 1;
  const model = known(library, library.scene(1) === null ? library.lastId : 1);
  const at = library.stamp();
  nextFileId += 1;
  const [first] = model.files;
  if (first === undefined) throw new Error("There is no file to model the new one on.");
  const file: ModelFile = {
    ...first,
    id: nextFileId,
    path,
    oshash,
    phash: null,
    createdAt: at,
    updatedAt: at,
  };
  library.put(id, {
    ...model, id, createdAt: at, updatedAt: at, title: "", code: "", details: "", director: "",
    date: null, rating100: null, organized: false, urls: [], studioId: null, performerIds: [],
    tagIds: [], groups: [], stashIds: [], files: [file], markers: [], cover: id,
  }); // prettier-ignore
  return id;
}

type RelatedMap = "performers" | "tags" | "studios" | "groups";

/** Moves only the object's own time, never that of its scenes. */
export function rename(library: Library, kind: RelatedMap, id: number, name: string): void {
  const edit = <T extends { readonly id: number }>(objects: Map<number, T>): void => {
    const entry = objects.get(id);
    if (entry === undefined) throw new Error(`The library has none of the ${kind} with id ${id}.`);
    objects.set(id, { ...entry, name, updatedAt: library.stamp() });
  };
  if (kind === "performers") edit(library.performers);
  else if (kind === "tags") edit(library.tags);
  else if (kind === "studios") edit(library.studios);
  else edit(library.groups);
}

function withoutTag(scene: ModelScene, id: number, instead: number | null): ModelScene {
  const rest = scene.tagIds.filter((tagId) => tagId !== id && tagId !== instead);
  return {
    ...plainScene(scene),
    tagIds: instead === null ? rest : [...rest, instead].sort((a, b) => a - b),
  };
}

/** The tag leaves its scenes, whose times do not move. */
export function destroyTag(library: Library, id: number): void {
  replaceTag(library, id, null);
}

export function mergeTags(library: Library, source: number, destination: number): void {
  replaceTag(library, source, destination);
}

function replaceTag(library: Library, id: number, instead: number | null): void {
  for (const scene of [...library.scenes()]) {
    if (scene.tagIds.includes(id)) library.put(scene.id, withoutTag(scene, id, instead));
  }
  library.tags.delete(id);
}

export function destroyPerformer(library: Library, id: number): void {
  for (const scene of [...library.scenes()]) {
    if (!scene.performerIds.includes(id)) continue;
    library.put(scene.id, {
      ...plainScene(scene),
      performerIds: scene.performerIds.filter((one) => one !== id),
    });
  }
  library.performers.delete(id);
}
