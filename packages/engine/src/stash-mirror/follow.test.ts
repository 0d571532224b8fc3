import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { fileOf, stashDown } from "../../test/memory-stash.ts";
import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";

const old = "2025-12-01T10:00:00+01:00";

describe("following Stash", () => {
  let fixture: MirrorFixture;

  const sync = async (scenes: number): Promise<void> => {
    for (let id = 1; id <= scenes; id += 1) fixture.stash.addScene({ id, updatedAt: old });
    fixture.mirror.start();
    await fixture.clock.advance(1_000);
    fixture.stash.calls.length = 0;
  };
  const title = (id: number): string | undefined => fixture.mirror.reader.detail(id)?.scene.title;
  const written = (): unknown => fixture.store.db.prepare("SELECT total_changes() AS n").get()?.n;

  beforeEach(() => {
    fixture = createMirrorFixture();
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("writes nothing when nothing changed", async () => {
    await sync(100);
    const before = written();
    await fixture.clock.advance(10 * 60_000);
    expect(fixture.stash.callsOf("scenesChangedSince").length).toBeGreaterThan(100);
    expect(written()).toBe(before);
  });

  it("asks for scenes every 5 seconds and for the other kinds every 30", async () => {
    await sync(1);
    await fixture.clock.advance(60_000);
    expect(fixture.stash.callsOf("scenesChangedSince")).toHaveLength(12);
    expect(fixture.stash.callsOf("relatedChangedSince")).toHaveLength(2 * 4);
  });

  it("knows since when it is fresh, also after a restart", async () => {
    await sync(1);
    await fixture.clock.advance(60_000);
    const { freshAsOf } = fixture.mirror.status();
    expect(fixture.clock.now() - (freshAsOf ?? 0)).toBeLessThanOrEqual(5_000);
    await fixture.reopen();
    expect(fixture.mirror.status()).toMatchObject({ phase: "ready", freshAsOf });
  });

  describe("when a file comes to belong to another scene", () => {
    const owners = (id: number): readonly number[] =>
      fixture.mirror.reader.index
        .filesBySuffix(["lakes", `lake ${id}.mp4`], 5)
        .map((file) => file.sceneId);

    /** Polls read what is about as new as the newest scene anyway; the others are older than that. */
    const syncWithNewest = async (): Promise<void> => {
      await sync(20);
      fixture.stash.addScene({ id: 21 });
      await fixture.clock.advance(10_000);
    };

    it("forgets the source of a merge within 5 seconds, so that its file is one scene's", async () => {
      await syncWithNewest();
      const { stash } = fixture;
      const source = stash.scenes.get(7)?.files ?? [];
      stash.scenes.delete(7);
      stash.editScene(3, { files: [...(stash.scenes.get(3)?.files ?? []), ...source] });
      await fixture.clock.advance(5_000);
      expect(owners(7)).toEqual([3]);
      expect(fixture.mirror.reader.detail(7)).toBeNull();
    });

    it("forgets the old id of a scene that was deleted and scanned again", async () => {
      await syncWithNewest();
      const { stash } = fixture;
      const files = stash.scenes.get(7)?.files ?? [];
      stash.scenes.delete(7);
      stash.addScene({ id: 22, files });
      await fixture.clock.advance(5_000);
      expect(owners(7)).toEqual([22]);
    });

    it("keeps a scene that still has other files, without the one it gave away", async () => {
      await syncWithNewest();
      const { stash } = fixture;
      const own = fileOf(900, "/data/media/lakes/Lake 7, second part.mp4");
      const given = stash.scenes.get(7)?.files ?? [];
      stash.moveFiles(7, () => own);
      stash.editScene(3, { files: given });
      await fixture.clock.advance(5_000);
      expect(owners(7)).toEqual([3]);
      expect(fixture.mirror.reader.detail(7)?.scene.files).toEqual([own]);
    });

    it("asks no more once both sides are known", async () => {
      await syncWithNewest();
      const { stash } = fixture;
      // Two scenes with one file: Stash does not do this; a poll must not ask again and again if it ever does.
      stash.editScene(3, { files: stash.scenes.get(7)?.files ?? [] });
      await fixture.clock.advance(60_000);
      expect(stash.callsOf("scenesByIds")).toHaveLength(1);
    });
  });

  it.each(["+02:00", "-05:00", "Z"])("sees edits of a server in the zone %s", async (offset) => {
    fixture.stash.offset = offset;
    for (let id = 1; id <= 100; id += 1) fixture.stash.addScene({ id });
    fixture.mirror.start();
    await fixture.clock.advance(1_000);
    for (const id of [5, 50, 100]) {
      fixture.stash.editScene(id, { title: `Edited ${id}` });
      await fixture.clock.advance(7_000);
      expect(title(id)).toBe(`Edited ${id}`);
    }
  });

  it("sees the second edit within one second", async () => {
    await sync(3);
    fixture.stash.editScene(1, { title: "First" });
    await fixture.mirror.follow();
    fixture.stash.editScene(2, { title: "Second" });
    await fixture.mirror.follow();
    expect([title(1), title(2)]).toEqual(["First", "Second"]);
  });

  it("sees edits in the hour after summer time ended, and by the hourly pass after any other change of zone", async () => {
    await sync(3);
    fixture.stash.offset = "+02:00";
    fixture.stash.editScene(1, { title: "In summer" });
    await fixture.mirror.follow();
    fixture.stash.offset = "+01:00";
    fixture.stash.editScene(2, { title: "In winter" });
    await fixture.mirror.follow();
    expect(title(2)).toBe("In winter");

    fixture.stash.offset = "-09:00";
    fixture.stash.editScene(3, { title: "Far west" });
    await fixture.mirror.follow();
    expect(title(3)).toBe("Lake 3");
    await fixture.clock.advance(61 * 60_000);
    expect(title(3)).toBe("Far west");
  });

  it("does not read a bulk edit again with every poll", async () => {
    await sync(400);
    for (let id = 1; id <= 400; id += 1) fixture.stash.editScene(id, { organized: false });
    await fixture.clock.advance(5 * 60_000);
    fixture.stash.calls.length = 0;
    await fixture.clock.advance(60_000);
    const cursors = new Set(
      fixture.stash
        .callsOf("scenesChangedSince")
        .map((call) => (call.detail as { page: number }).page),
    );
    expect([...cursors]).toEqual([1]);
    fixture.stash.editScene(7, { title: "Later" });
    await fixture.clock.advance(5_000);
    expect(title(7)).toBe("Later");
  });

  it("finds a new scene with performers, tags and studios that are new, too", async () => {
    await sync(2);
    await fixture.clock.advance(7_000);
    fixture.stash.putTag({ id: 8, name: "Lakes" });
    fixture.stash.putPerformer({ id: 9, name: "Ada Lake" });
    fixture.stash.putStudio({ id: 10, name: "New Studio", parentId: 11 });
    fixture.stash.putStudio({ id: 11, name: "New Network" });
    fixture.stash.addScene({ id: 40, performerIds: [9], tagIds: [8], studioId: 10 });
    await fixture.mirror.follow();
    const detail = fixture.mirror.reader.detail(40);
    expect(detail?.performers.map((performer) => performer.name)).toEqual(["Ada Lake"]);
    expect(detail?.tags.map((tag) => tag.name)).toEqual(["Lakes"]);
    expect(detail?.studios.map((studio) => studio.name)).toEqual(["New Studio", "New Network"]);
  });

  it("shares follows: a thousand misses cost a few", async () => {
    await sync(1);
    await Promise.all(Array.from({ length: 1_000 }, () => fixture.mirror.follow()));
    expect(fixture.stash.callsOf("scenesChangedSince").length).toBeLessThanOrEqual(2);
  });

  it("lets a caller join only a follow that begins after its call", async () => {
    await sync(1);
    let added = false;
    fixture.stash.beforeCall = async ({ name }) => {
      if (name !== "scenePage" || added) return;
      added = true;
      await new Promise((resolve) => setImmediate(resolve));
    };
    const first = fixture.mirror.follow();
    await new Promise((resolve) => setImmediate(resolve));
    fixture.stash.beforeCall = () => undefined;
    fixture.stash.addScene({ id: 77 });
    await fixture.mirror.follow();
    expect(title(77)).toBe("Lake 77");
    await first;
  });

  it("backs off while Stash is down, says so once, and catches up when it is back", async () => {
    await sync(2);
    fixture.stash.problem = stashDown("Stash at http://stash:9999 does not answer.");
    await fixture.clock.advance(10 * 60_000);
    expect(fixture.stash.calls.length).toBeLessThan(20);
    expect(fixture.mirror.status().stash).toEqual({
      reachable: false,
      version: "v0.30.1",
      problem: "Stash at http://stash:9999 does not answer.",
      problemCode: "unreachable",
    });
    expect(fixture.log.filter((line) => line.level === "warn")).toHaveLength(1);
    expect(title(1)).toBe("Lake 1");

    fixture.stash.problem = null;
    fixture.stash.editScene(1, { title: "Meanwhile" });
    await fixture.clock.advance(61_000);
    expect(title(1)).toBe("Meanwhile");
    expect(fixture.mirror.status().stash).toMatchObject({ reachable: true, problem: null });
  });

  it("looks at once when the socket opens", async () => {
    await sync(2);
    fixture.stash.problem = stashDown("down");
    await fixture.clock.advance(10 * 60_000);
    fixture.stash.problem = null;
    fixture.stash.editScene(1, { title: "Back" });
    fixture.stash.trigger({ kind: "connected" });
    await fixture.clock.settle();
    expect(title(1)).toBe("Back");
  });

  it("follows everything when a job ended", async () => {
    await sync(2);
    await fixture.clock.advance(5_000);
    fixture.stash.putPerformer({ id: 1, name: "Identified" });
    fixture.stash.editScene(1, { performerIds: [1] });
    fixture.stash.trigger({ kind: "job-ended", description: "Identifying..." });
    await fixture.clock.settle();
    expect(fixture.mirror.reader.detail(1)?.performers[0]?.name).toBe("Identified");
  });

  it("notices renamed library folders when it greets Stash again", async () => {
    await sync(1);
    expect(fixture.mirror.reader.index.libraryFolders()).toEqual(["/data/media"]);
    fixture.stash.folders = ["/data/Media/", "D:\\Films"];
    fixture.stash.trigger({ kind: "connected" });
    await fixture.clock.settle();
    expect(fixture.mirror.reader.index.libraryFolders()).toEqual(["/data/media", "d:/films"]);
  });

  it("starts a due pass once, however long it takes, and waits after one that failed", async () => {
    await sync(3);
    const { stash, clock } = fixture;
    let release: () => void = () => undefined;
    stash.beforeCall = ({ name }) => {
      if (name !== "sceneStampPage") return;
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    await clock.advance(62 * 60_000);
    expect(stash.callsOf("sceneStampPage")).toHaveLength(1);
    stash.beforeCall = ({ name }) => {
      if (name === "sceneStampPage") throw stashDown("too slow");
    };
    release();
    await clock.advance(62 * 60_000);
    stash.calls.length = 0;
    await clock.advance(10 * 60_000);
    expect(stash.callsOf("sceneStampPage")).toHaveLength(2);
  });

  it("stops while it works, without a word about failing", async () => {
    await sync(2);
    fixture.stash.beforeCall = () => new Promise((resolve) => setImmediate(resolve));
    const follow = fixture.mirror.follow();
    follow.catch(() => undefined);
    await fixture.close();
    expect(fixture.log.filter((line) => line.level !== "info")).toEqual([]);
  });
});

describe("live reads", () => {
  let fixture: MirrorFixture;
  beforeEach(async () => {
    fixture = createMirrorFixture();
    for (let id = 1; id <= 100; id += 1) fixture.stash.addScene({ id, updatedAt: old });
    await fixture.mirror.follow();
    fixture.stash.calls.length = 0;
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("share one request, and bring the scenes into the mirror", async () => {
    fixture.stash.moveFiles(3, (file) => ({ ...file, path: "/data/new/3.mp4" }));
    fixture.stash.scenes.delete(4);
    const answers = await Promise.all(
      [1, 2, 3, 4, 3, 999].map((id) => fixture.mirror.readScenes([id])),
    );
    expect(answers.map((answer) => [...answer])).toEqual([
      [[1, "present"]],
      [[2, "present"]],
      [[3, "present"]],
      [[4, "gone"]],
      [[3, "present"]],
      [[999, "gone"]],
    ]);
    expect(fixture.stash.callsOf("scenesByIds").map((call) => call.detail)).toEqual([
      [1, 2, 3, 4, 999],
    ]);
    expect(fixture.mirror.reader.detail(3)?.scene.files[0]?.path).toBe("/data/new/3.mp4");
    expect(fixture.mirror.reader.detail(4)).toBeNull();
    expect(fixture.mirror.reader.index.filesBySuffix(["lake 4.mp4"], 5)).toEqual([]);
    expect(fixture.mirror.reader.index.filesBySuffix(["lake 3.mp4"], 5)).toEqual([]);
  });

  it("reject all who share a read that failed, and work again after it", async () => {
    fixture.stash.problem = stashDown("down");
    const reads = await Promise.allSettled([1, 2].map((id) => fixture.mirror.readScenes([id])));
    expect(reads.map((read) => read.status)).toEqual(["rejected", "rejected"]);
    fixture.stash.problem = null;
    expect(await fixture.mirror.readScenes([1])).toEqual(new Map([[1, "present"]]));
  });
});

describe("looking up a base name", () => {
  let fixture: MirrorFixture;
  beforeEach(async () => {
    fixture = createMirrorFixture();
    fixture.stash.addScene({ id: 1, files: [fileOf(1, "/data/old/Owl Nest.mp4")] });
    await fixture.mirror.follow();
    fixture.stash.moveFiles(1, (file) => ({ ...file, path: "/data/new folder/Owl Nest.mp4" }));
    fixture.stash.calls.length = 0;
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("finds a file whose folder was renamed, and stores where it is now", async () => {
    expect(await fixture.mirror.lookUpBaseName("Owl Nest.mp4")).toEqual([1]);
    const files = fixture.mirror.reader.index.filesBySuffix(["new folder", "owl nest.mp4"], 5);
    expect(files.map((file) => file.path)).toEqual(["/data/new folder/Owl Nest.mp4"]);
  });

  it("remembers for a while what was not found, until a scan ended", async () => {
    fixture.mirror.start();
    await fixture.clock.settle();
    const ask = (): Promise<readonly number[]> => fixture.mirror.lookUpBaseName("Missing.mp4");
    await Promise.all([ask(), ask()]);
    await ask();
    expect(fixture.stash.callsOf("scenesByBaseName")).toHaveLength(1);
    await fixture.clock.advance(11 * 60_000);
    await ask();
    expect(fixture.stash.callsOf("scenesByBaseName")).toHaveLength(2);
    fixture.stash.trigger({ kind: "scan-complete" });
    await ask();
    expect(fixture.stash.callsOf("scenesByBaseName")).toHaveLength(3);
  });

  it("asks at a limited rate, and never for an empty name", async () => {
    const names = Array.from({ length: 500 }, (_, index) => `Missing ${index}.mp4`);
    await Promise.all(names.map((name) => fixture.mirror.lookUpBaseName(name)));
    expect(fixture.stash.callsOf("scenesByBaseName")).toHaveLength(20);
    await fixture.clock.advance(3_000);
    for (const name of names) await fixture.mirror.lookUpBaseName(name);
    expect(fixture.stash.callsOf("scenesByBaseName")).toHaveLength(26);
    await fixture.mirror.lookUpBaseName("");
    expect(fixture.stash.callsOf("scenesByBaseName")).toHaveLength(26);
  });
});
