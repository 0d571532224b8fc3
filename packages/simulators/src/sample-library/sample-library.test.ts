import { describe, expect, it } from "@jest/globals";

import {
  addFile,
  addScene,
  createLibrary,
  destroyPerformer,
  destroyScene,
  destroyTag,
  dropPrimaryFile,
  type Library,
  mergeScenes,
  mergeTags,
  moveFile,
  rename,
  renameFolder,
  setCover,
  updateScene,
} from "./index.ts";

const NOW = Date.UTC(2026, 5, 1, 12);
const library = (seed = 5): Library => createLibrary({ seed, scenes: 200, now: () => NOW });

const paths = (of: Library): string[] =>
  [...of.scenes()].flatMap(({ files }) => files.map(({ path }) => path));

describe("a generated library", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(paths(library())).toEqual(paths(library()));
    expect(paths(library(6))).not.toEqual(paths(library()));
  });

  it("has no path twice, several mounts, repeated base names and scenes nobody filled in", () => {
    const all = paths(library());
    expect(new Set(all).size).toBe(all.length);
    const names = all.map((path) => path.split("/").at(-1));
    expect(new Set(names).size).toBeLessThan(names.length);
    expect(new Set(all.map((path) => path.split("/")[1])).size).toBeGreaterThan(1);
    const untitled = [...library().scenes()].filter(({ title }) => title === "");
    expect(untitled.length).toBeGreaterThan(20);
  });

  it("makes scene 900,000 of a million without making the others", () => {
    const big = createLibrary({ seed: 1, scenes: 1_000_000 });
    expect(big.scene(900_000)?.files.length).toBeGreaterThanOrEqual(0);
    expect(big.sceneCount).toBe(1_000_000);
  });
});

type Edit = (of: Library, id: number) => void;

const firstFile = (of: Library, id: number): { id: number; path: string } => {
  const file = of.scene(id)?.files[0];
  if (file === undefined) throw new Error(`Scene ${id} has no file.`);
  return file;
};

/** As recorded from a real server: what moves `updated_at` of the scene. */
const moves: readonly [string, boolean, Edit][] = [
  ["a save", true, (of, id) => updateScene(of, id, { title: "New" })],
  ["a save of the same values", true, (of, id) => updateScene(of, id, {})],
  ["a new cover", true, (of, id) => setCover(of, id, 9)],
  ["an identical copy", true, (of, id) => addFile(of, id, "/data/more/copy.mp4")],
  ["a clean of the primary file", true, (of, id) => dropPrimaryFile(of, id)],
  ["a merge into it", true, (of, id) => mergeScenes(of, id + 1, id)],
  [
    "a renamed file",
    false,
    (of, id) => moveFile(of, id, firstFile(of, id).id, "/data/media/x.mp4"),
  ],
  [
    "a renamed folder",
    false,
    (of, id) => {
      const folder = firstFile(of, id).path.split("/").slice(0, -1).join("/");
      renameFolder(of, folder, `${folder} (renamed)`);
    },
  ],
  ["a renamed performer", false, (of) => rename(of, "performers", 1, "Somebody Else")],
  ["a merged tag", false, (of) => mergeTags(of, 2, 3)],
  ["a destroyed tag", false, (of) => destroyTag(of, 2)],
  ["a destroyed performer", false, (of) => destroyPerformer(of, 1)],
];

describe("what moves a scene's updated_at", () => {
  it.each(moves)("%s: %s", (_name, isMoved, edit) => {
    const of = library();
    const id = 10;
    const before = of.scene(id)?.updatedAt;
    edit(of, id);
    expect(of.scene(id)?.updatedAt !== before).toBe(isMoved);
  });

  it("forgets destroyed scenes and never uses an id again", () => {
    const of = library();
    destroyScene(of, 200);
    expect(of.scene(200)).toBeNull();
    expect(addScene(of, "/data/media/new.mp4", "0123456789abcdef")).toBe(201);
    expect(of.sceneCount).toBe(200);
    expect([...of.changedSince("2026-06-01")].map(({ id }) => id)).toEqual([201]);
  });

  it("gives the same ids to other scenes when it is rebuilt", () => {
    const of = library();
    const before = firstFile(of, 10).path;
    of.rebuild(77);
    expect(of.scene(10)).not.toBeNull();
    expect(paths(of)).not.toContain(before);
    of.empty();
    expect(of.sceneCount).toBe(0);
  });
});
