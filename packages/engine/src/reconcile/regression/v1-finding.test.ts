import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { fileOf } from "../../../test/memory-stash.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";
import { findSceneItems } from "../scene-view.ts";

/** How v1 found, or did not find, the item of a scene (docs/v1-parity.md). */
describe("finding the item of a scene", () => {
  let f: ReconcileFixture;

  const found = (sceneId: number): number[] =>
    findSceneItems(sceneId, f.deps).map(({ item }) => item.id);

  beforeEach(() => {
    f = createReconcileFixture();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("B41: a scene is found by its file though the event says nothing of a path", async () => {
    f.base.stash.addScene({ id: 1 });
    const id = f.addItem("/data/media/lakes/Lake 1.mp4");
    await f.sync();
    expect(await f.run(1, "Scene.Update.Post")).toEqual({ kind: "done" });
    expect(f.item(id).guid).toContain("scene-1");
  });

  it("B42: no listing of Plex is asked for to find an item, and different mounts match", async () => {
    f.pms.sections.clear();
    f.pms.addSection({ locations: [{ id: 1, path: "/films" }] });
    f.base.stash.addScene({ id: 1 });
    const id = f.addItem("/films/lakes/Lake 1.mp4");
    await f.sync();
    f.pms.calls.length = 0;
    await f.run(1);
    expect(f.item(id).guid).toContain("scene-1");
    expect(f.pms.callsOf("sectionItems")).toEqual([]);
  });

  it("L6: the same file name in an unrelated folder is not this scene's", async () => {
    f.base.stash.addScene({ id: 1, files: [fileOf(1, "/data/media/Lisbon Trip/Opening.mp4")] });
    f.addItem("/data/media/Porto Trip/Opening.mp4");
    await f.sync();
    expect(found(1)).toEqual([]);
    expect(await f.run(1)).toMatchObject({ kind: "waiting" });
    expect(f.pms.calls.filter(({ writes }) => writes)).toEqual([]);
  });

  it.each(["Adventure Time 4.mp4", "Sky4k Walk.mp4", "Advent.mp4"])(
    "L15: quality words inside of words cut no name: %s",
    async (name) => {
      f.base.stash.addScene({ id: 1, files: [fileOf(1, `/data/media/x/${name}`)] });
      f.base.stash.addScene({ id: 2, files: [fileOf(2, "/data/media/x/A.mp4")] });
      const id = f.addItem(`/data/media/x/${name}`);
      f.addItem("/data/media/x/A.mp4");
      await f.sync();
      expect(found(1)).toEqual([id]);
    },
  );

  it("L20: every file of a scene counts, not only the first", async () => {
    const files = ["one", "two", "three"].map((name, at) =>
      fileOf(10 + at, `/data/media/cuts/Walk ${name}.mp4`),
    );
    f.base.stash.addScene({ id: 1, files });
    const second = f.addItem("/data/media/cuts/Walk two.mp4");
    const third = f.addItem("/data/media/cuts/Walk three.mp4");
    await f.sync();
    expect(found(1).toSorted((a, b) => a - b)).toEqual([second, third]);
  });
});
