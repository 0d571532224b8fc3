import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { fileOf } from "../../test/memory-stash.ts";
import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";
import type { MirrorChange } from "./change-feed.ts";

const minute = 60_000;

describe("what the mirror tells of its changes", () => {
  let fixture: MirrorFixture;
  let changes: MirrorChange[];

  const scenes = (which: "appeared" | "changed" | "vanished"): number[] =>
    changes.flatMap((change) => (change.kind === "scenes" ? [...change[which]] : []));
  const related = (which: "changed" | "vanished"): string[] =>
    changes.flatMap((change) =>
      change.kind === "related" ? change[which].map((id) => `${change.related} ${id}`) : [],
    );

  beforeEach(async () => {
    fixture = createMirrorFixture();
    changes = [];
    fixture.mirror.onChange((change) => changes.push(change));
    const { stash, mirror, clock } = fixture;
    for (const id of [1, 2]) stash.putTag({ id });
    stash.putPerformer({ id: 1 });
    for (const id of [1, 2, 3]) stash.addScene({ id, tagIds: [1] });
    mirror.start();
    await clock.advance(1_000);
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("says nothing during a first sync", () => {
    expect(fixture.mirror.status().phase).toBe("ready");
    expect(changes).toEqual([]);
  });

  it("says nothing of polls and passes that find nothing", async () => {
    await fixture.clock.advance(10 * minute);
    await fixture.mirror.run("full-pass");
    expect(changes).toEqual([]);
  });

  it("names scenes that came, changed and went, whatever found them", async () => {
    const { stash, mirror, clock } = fixture;
    stash.addScene({ id: 4 });
    stash.editScene(1, { title: "Lake Inari" });
    await clock.advance(5_000);
    expect([scenes("appeared"), scenes("changed"), scenes("vanished")]).toEqual([[4], [1], []]);
    changes.length = 0;
    stash.moveFiles(2, (file) => ({ ...file, path: "/data/media/moved.mp4" }));
    stash.scenes.delete(4);
    await mirror.run("full-pass");
    expect([scenes("appeared"), scenes("changed"), scenes("vanished")]).toEqual([[], [2], [4]]);
    changes.length = 0;
    stash.editScene(3, { files: [fileOf(30, "/data/media/other.mp4"), fileOf(3, "/a.mp4")] });
    await mirror.readScenes([1, 2, 3]);
    expect([scenes("appeared"), scenes("changed"), scenes("vanished")]).toEqual([[], [3], []]);
  });

  it("names what stands around scenes when more than its stamp changed", async () => {
    const { stash, mirror, clock } = fixture;
    stash.putTag({ id: 1 });
    stash.putTag({ id: 2, name: "Rivers" });
    stash.putPerformer({ id: 1, imageVersion: "2" });
    stash.putStudio({ id: 7 });
    await mirror.run("follow");
    await clock.settle();
    expect(related("changed").sort()).toEqual(["performer 1", "studio 7", "tag 2"]);
  });

  it("names what vanished, after its scenes", async () => {
    const { stash, mirror } = fixture;
    stash.related.tag.delete(1);
    for (const [id, scene] of stash.scenes) stash.scenes.set(id, { ...scene, tagIds: [2] });
    await mirror.findVanished();
    expect(scenes("changed")).toEqual([1, 2, 3]);
    expect(related("vanished")).toEqual(["tag 1"]);
    expect(changes.at(-1)).toMatchObject({ kind: "related", vanished: [1] });
  });

  it("undoes the change together with what a listener could not write", async () => {
    const { stash, mirror, clock } = fixture;
    const forget = mirror.onChange(() => {
      throw new Error("disk full");
    });
    stash.editScene(1, { title: "Lake Inari" });
    await expect(mirror.run("follow")).rejects.toThrow("disk full");
    expect(mirror.reader.detail(1)?.scene.title).toBe("Lake 1");
    forget();
    await clock.advance(minute);
    expect(mirror.reader.detail(1)?.scene.title).toBe("Lake Inari");
  });
});

describe("the mirror beside a doorbell", () => {
  let fixture: MirrorFixture;

  beforeEach(async () => {
    fixture = createMirrorFixture();
    fixture.stash.addScene();
    fixture.mirror.start();
    await fixture.clock.advance(1_000);
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  const pollsIn = async (ms: number): Promise<number> => {
    fixture.stash.calls.length = 0;
    await fixture.clock.advance(ms);
    return fixture.stash.callsOf("scenesChangedSince").length;
  };

  it("asks for scenes less often while it is heard, and at once when it falls silent", async () => {
    expect(await pollsIn(2 * minute)).toBe(24);
    fixture.mirror.setDoorbell(true);
    await fixture.clock.advance(minute);
    expect(await pollsIn(2 * minute)).toBe(4);
    fixture.mirror.setDoorbell(false);
    expect(await pollsIn(100)).toBe(1);
    expect(await pollsIn(2 * minute)).toBe(24);
  });

  it("tells when the whole library is being read", async () => {
    const told: boolean[] = [];
    fixture.mirror.onPass((isRunning) => told.push(isRunning));
    await fixture.mirror.run("follow");
    expect(told).toEqual([]);
    await fixture.mirror.run("id-pass");
    expect(told).toEqual([true, false]);
    fixture.stash.problem = new Error("away");
    await fixture.mirror.run("full-pass").catch(() => undefined);
    expect(told).toEqual([true, false, true, false]);
  });

  it("tells of a first sync that is running already", async () => {
    let go: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    fixture.stash.beforeCall = ({ name }) => (name === "scenePage" ? waiting : undefined);
    await fixture.mirror.acceptNewLibrary();
    await fixture.clock.settle();
    const told: boolean[] = [];
    fixture.mirror.onPass((isRunning) => told.push(isRunning));
    expect(told).toEqual([true]);
    go();
    await fixture.clock.advance(1_000);
    // An id pass follows, which is none of this.
    expect(told.slice(0, 2)).toEqual([true, false]);
  });
});
