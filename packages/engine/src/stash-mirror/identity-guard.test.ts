import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { SceneFile } from "@stash2plex/shared/stash";

import { fileOf } from "../../test/memory-stash.ts";
import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";
import { areStrangers } from "./identity-guard.ts";

describe("areStrangers", () => {
  const file = (hash: string | null, path: string): SceneFile => ({
    ...fileOf(1, path),
    oshash: hash,
  });
  it.each([
    ["the same file", [file("aa", "/a")], [file("aa", "/a")], false],
    ["a renamed file", [file("aa", "/a")], [file("aa", "/b")], false],
    ["a file replaced in place", [file("aa", "/a")], [file("bb", "/a")], false],
    ["one of two files gone", [file("aa", "/a"), file("bb", "/b")], [file("bb", "/b")], false],
    ["another work", [file("aa", "/a")], [file("bb", "/b")], true],
    ["no hash to compare", [file(null, "/a")], [file("bb", "/b")], null],
    ["no file left", [file("aa", "/a")], [], null],
  ])("%s", (_, stored, read, expected) => {
    expect(areStrangers(stored, read)).toBe(expected);
  });
});

describe("the identity guard", () => {
  let fixture: MirrorFixture;

  const sync = async (scenes: number): Promise<void> => {
    for (let id = 1; id <= scenes; id += 1) {
      fixture.stash.addScene({ id, updatedAt: "2025-12-01T10:00:00+01:00" });
    }
    fixture.mirror.start();
    await fixture.clock.advance(1_000);
    expect(fixture.mirror.status().phase).toBe("ready");
  };
  /** A Stash whose database was made anew: the same ids, other works, new stamps. */
  const rebuild = (): void => {
    for (const id of [...fixture.stash.scenes.keys()]) {
      fixture.stash.editScene(id, {
        title: `Stranger ${id}`,
        files: [fileOf(10_000 + id, `/data/other/Stranger ${id}.mp4`)],
      });
    }
  };
  const path = (id: number): string | undefined =>
    fixture.mirror.reader.detail(id)?.scene.files[0]?.path;

  beforeEach(() => {
    fixture = createMirrorFixture();
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("freezes when a rebuilt Stash gives old ids to other works, before one is shown", async () => {
    await sync(200);
    rebuild();
    await fixture.clock.advance(5_000);

    expect(fixture.mirror.status().phase).toBe("frozen");
    expect(fixture.mirror.status().frozen?.reason).toContain("other works under the same ids");
    expect(fixture.mirror.reader.index.guidsTrusted).toBe(false);
    expect(path(7)).toBe("/data/media/lakes/Lake 7.mp4");
    expect(fixture.mirror.reader.index.filesBySuffix(["lakes", "lake 7.mp4"], 2)).toHaveLength(1);
    expect(fixture.log.filter((line) => line.level === "error")).toHaveLength(1);
    await expect(fixture.mirror.follow()).rejects.toMatchObject({ code: "mirror-frozen" });
    await expect(fixture.mirror.readScenes([7])).rejects.toMatchObject({ code: "mirror-frozen" });
    await expect(fixture.mirror.lookUpBaseName("Stranger 7.mp4")).rejects.toMatchObject({
      code: "mirror-frozen",
    });
  });

  it("freezes even in a library of three scenes", async () => {
    await sync(3);
    rebuild();
    await fixture.clock.advance(5_000);
    expect(fixture.mirror.status().phase).toBe("frozen");
  });

  it("stays frozen over a restart, and starts over when the new library is accepted", async () => {
    await sync(60);
    rebuild();
    await fixture.clock.advance(5_000);
    await fixture.reopen();
    fixture.mirror.start();
    await fixture.clock.advance(60_000);
    expect(fixture.mirror.status().phase).toBe("frozen");
    expect(path(7)).toBe("/data/media/lakes/Lake 7.mp4");

    await fixture.mirror.acceptNewLibrary();
    await fixture.clock.advance(10_000);

    expect(fixture.mirror.status()).toMatchObject({ phase: "ready", frozen: null, scenes: 60 });
    expect(path(7)).toBe("/data/other/Stranger 7.mp4");
    expect(fixture.mirror.reader.index.guidsTrusted).toBe(true);
  });

  it("does not freeze for a few files that somebody exchanged", async () => {
    await sync(200);
    for (const id of [1, 2, 3, 4]) {
      fixture.stash.editScene(id, { files: [fileOf(900 + id, `/data/new/${id}.mp4`)] });
    }
    await fixture.clock.advance(5_000);
    expect(fixture.mirror.status().phase).toBe("ready");
    expect(path(1)).toBe("/data/new/1.mp4");
  });

  it("does not freeze when a whole library is encoded anew in place", async () => {
    await sync(200);
    for (const id of fixture.stash.scenes.keys()) {
      fixture.stash.moveFiles(id, (file) => ({
        ...file,
        oshash: `ff${file.oshash?.slice(2) ?? ""}`,
      }));
    }
    await fixture.mirror.run("full-pass");
    expect(fixture.mirror.status().phase).toBe("ready");
  });

  it.each([
    ["deletes 49 of 100", 100, 49, "ready", 51],
    ["keeps all when 50 of 100 vanish", 100, 50, "frozen", 100],
    ["deletes 60 of 1,000", 1_000, 60, "ready", 940],
    ["keeps all when 101 of 1,000 vanish", 1_000, 101, "frozen", 1_000],
  ])("%s", async (_, known, gone, phase, left) => {
    await sync(known);
    for (let id = 1; id <= gone; id += 1) fixture.stash.scenes.delete(id);
    await fixture.mirror.run("id-pass").catch(() => undefined);
    expect(fixture.mirror.status()).toMatchObject({ phase, scenes: left });
  });

  it("deletes nothing for a Stash that says it is empty, and goes on when it has its scenes back", async () => {
    await sync(20);
    const scenes = [...fixture.stash.scenes];
    fixture.stash.scenes.clear();

    await expect(fixture.mirror.readScenes([4])).rejects.toMatchObject({ code: "mirror-frozen" });
    expect(fixture.mirror.status()).toMatchObject({ phase: "frozen", scenes: 20 });
    expect(fixture.mirror.status().frozen?.reason).toContain("no scenes at all");

    for (const [id, scene] of scenes) fixture.stash.scenes.set(id, scene);
    await fixture.clock.advance(11 * 60_000);
    expect(fixture.mirror.status()).toMatchObject({ phase: "ready", frozen: null });
    expect(fixture.mirror.status().scenes).toBe(20);
  });

  it("stays frozen while Stash lacks its newest scenes, as after an old backup", async () => {
    await sync(600);
    for (let id = 501; id <= 600; id += 1) fixture.stash.scenes.delete(id);
    await fixture.mirror.run("id-pass").catch(() => undefined);
    await fixture.clock.advance(30 * 60_000);
    expect(fixture.mirror.status().phase).toBe("frozen");
    expect(fixture.log.filter((line) => line.level === "error")).toHaveLength(1);
  });

  it("does not let single reads empty the mirror bit by bit", async () => {
    await sync(100);
    for (let id = 1; id <= 90; id += 1) fixture.stash.scenes.delete(id);
    for (let id = 1; id <= 90; id += 10) {
      const ids = Array.from({ length: 10 }, (_, index) => id + index);
      await fixture.mirror.readScenes(ids).catch(() => undefined);
    }
    expect(fixture.mirror.status()).toMatchObject({ phase: "frozen", scenes: 60 });
  });

  it("deletes nothing while Stash fails", async () => {
    await sync(20);
    fixture.stash.problem = new Error("Stash waits for a migration.");
    await expect(fixture.mirror.run("full-pass")).rejects.toThrow("migration");
    await fixture.clock.advance(3_600_000);
    expect(fixture.mirror.status()).toMatchObject({ phase: "ready", scenes: 20 });
    expect(fixture.mirror.status().stash).toMatchObject({
      reachable: false,
      problem: "Stash waits for a migration.",
    });
  });
});
