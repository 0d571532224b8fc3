import { copyFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { fileOf, stashDown } from "../../test/memory-stash.ts";
import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";
import { openStore } from "../store/open-store.ts";
import { createStashMirror } from "./create-stash-mirror.ts";

describe("the first sync", () => {
  let fixture: MirrorFixture;

  beforeEach(() => {
    fixture = createMirrorFixture();
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("copies a scene with everything that a Plex item needs", async () => {
    const { stash } = fixture;
    stash.putTag({ id: 1, name: "Nature" });
    stash.putTag({ id: 2, name: "Birds", parentIds: [1] });
    stash.putTag({ id: 3, name: "Owls", parentIds: [2] });
    stash.putPerformer({ id: 7, name: "Ada Lake", gender: "FEMALE", tagIds: [3] });
    stash.putStudio({ id: 4, name: "Forest Network" });
    stash.putStudio({ id: 5, name: "Northern Forest Films", parentId: 4, imageVersion: "17" });
    stash.putGroup({ id: 6, name: "Night Birds", frontImageVersion: "3" });
    const scene = stash.addScene({
      id: 12,
      title: "Owl Nest",
      details: "Two <b>owls</b>\r\nat night",
      urls: ["https://example.org/owls"],
      files: [
        fileOf(30, "/data/media/Owls/Owl Nest.mp4"),
        fileOf(31, "/data/media/copies/owl nest.mkv"),
      ],
      studioId: 5,
      performerIds: [7],
      tagIds: [3, 1],
      groups: [{ groupId: 6, sceneIndex: 2 }],
      stashIds: [{ endpoint: "https://box.example/graphql", stashId: "AB-12" }],
      rating100: 80,
    });

    await fixture.mirror.follow();

    const detail = fixture.mirror.reader.detail(12);
    expect(detail?.scene).toEqual(scene);
    expect(detail?.performers.map((performer) => performer.name)).toEqual(["Ada Lake"]);
    expect(detail?.tags).toEqual([
      expect.objectContaining({
        name: "Owls",
        ancestorIds: [2, 1],
        ancestorNames: ["Birds", "Nature"],
      }),
      expect.objectContaining({ name: "Nature", ancestorIds: [] }),
    ]);
    expect(detail?.performerTags?.map((tag) => tag.name)).toEqual(["Owls"]);
    expect(detail?.studios.map((studio) => studio.name)).toEqual([
      "Northern Forest Films",
      "Forest Network",
    ]);
    expect(detail?.groups).toEqual([
      { group: expect.objectContaining({ name: "Night Birds" }), sceneIndex: 2 },
    ]);
    expect(fixture.mirror.reader.index.scene(12)).toEqual({
      id: 12,
      title: "Owl Nest",
      date: "2024-05-31",
      organized: true,
      hasStashId: true,
      studioName: "Northern Forest Films",
      studioIds: [5, 4],
      studioNames: ["Northern Forest Films", "Forest Network"],
      tagNames: ["Owls", "Nature"],
      primaryPath: "/data/media/Owls/Owl Nest.mp4",
    });
  });

  it("makes scenes matchable page by page and says how far it is", async () => {
    const { stash, mirror } = fixture;
    for (let id = 1; id <= 2_400; id += 1) stash.addScene({ id });
    const seen: { found: number; progress: unknown; phase: string }[] = [];
    stash.beforeCall = (call) => {
      if (call.name !== "scenePage") return;
      const status = mirror.status();
      const found = mirror.reader.index.filesBySuffix(["lake 1.mp4"], 5).length;
      seen.push({ found, progress: status.progress, phase: status.phase });
    };

    await mirror.follow();

    // The request for page three is sent while page two waits to be written.
    expect(seen.slice(0, 3)).toEqual([
      { found: 0, progress: { done: 0, total: 2_400 }, phase: "first-sync" },
      { found: 0, progress: { done: 0, total: 2_400 }, phase: "first-sync" },
      { found: 1, progress: { done: 1_000, total: 2_400 }, phase: "first-sync" },
    ]);
    expect(mirror.status()).toMatchObject({
      phase: "ready",
      scenes: 2_400,
      files: 2_400,
      progress: null,
    });
  });

  it("never asks for two pages at once", async () => {
    const { stash, mirror } = fixture;
    for (let id = 1; id <= 4_000; id += 1) stash.addScene({ id });
    let open = 0;
    let most = 0;
    stash.beforeCall = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
    };

    await mirror.follow();

    expect(most).toBe(1);
  });

  it("goes on after a kill where the last written page ended", async () => {
    const { stash } = fixture;
    for (let id = 1; id <= 2_400; id += 1) stash.addScene({ id });
    stash.beforeCall = (call) => {
      if (JSON.stringify(call.detail) === JSON.stringify({ afterId: 2_000, limit: 1_000 })) {
        stash.problem = stashDown("Stash went away.");
      }
    };
    await expect(fixture.mirror.follow()).rejects.toThrow("Stash went away.");
    await fixture.reopen();
    expect(fixture.mirror.status()).toMatchObject({ phase: "first-sync", scenes: 2_000 });
    expect(fixture.mirror.reader.detail(1)).not.toBeNull();
    stash.problem = null;
    stash.beforeCall = () => undefined;
    stash.calls.length = 0;

    await fixture.mirror.follow();

    expect(fixture.mirror.status()).toMatchObject({ phase: "ready", scenes: 2_400 });
    expect(stash.callsOf("scenePage")[0]?.detail).toEqual({ afterId: 2_000, limit: 1_000 });
    expect(stash.callsOf("relatedPage")).toEqual([]);
  });

  it("goes on from the file of a program that was killed in the middle", async () => {
    const { stash, file, folder, clock } = fixture;
    for (let id = 1; id <= 2_400; id += 1) stash.addScene({ id });
    const killed = join(folder, "killed.db");
    stash.beforeCall = (call) => {
      if (JSON.stringify(call.detail) !== JSON.stringify({ afterId: 2_000, limit: 1_000 })) return;
      // What a kill leaves: the file and its log, without a farewell.
      copyFileSync(file, killed);
      copyFileSync(`${file}-wal`, `${killed}-wal`);
    };
    await fixture.mirror.follow();
    stash.calls.length = 0;

    const store = openStore({ file: killed, logger: silentLogger, clock });
    const mirror = createStashMirror({ store, api: stash.api, logger: silentLogger, clock });
    expect(mirror.status()).toMatchObject({ phase: "first-sync", scenes: 1_000 });
    await mirror.follow();
    expect(mirror.status()).toMatchObject({ phase: "ready", scenes: 2_400, files: 2_400 });
    expect(stash.callsOf("scenePage")[0]?.detail).toEqual({ afterId: 1_000, limit: 1_000 });
    await mirror.stop();
    store.close();
  });

  it("asks a slow Stash for smaller pages", async () => {
    const { stash, mirror } = fixture;
    for (let id = 1; id <= 600; id += 1) stash.addScene({ id });
    stash.beforeCall = ({ name, detail }) => {
      if (name === "scenePage" && (detail as { limit: number }).limit > 130) {
        throw Object.assign(new Error("too slow"), { code: "timeout" });
      }
    };
    // The follow after the copy asks for larger pages again; it may fail here.
    await mirror.follow().catch(() => undefined);
    expect(mirror.status()).toMatchObject({ phase: "ready", scenes: 600 });
  });

  it("finds what changed while it was reading by an id pass right after", async () => {
    const { stash, mirror, clock } = fixture;
    for (let id = 1; id <= 1_400; id += 1) stash.addScene({ id });
    stash.beforeCall = async (call) => {
      if (JSON.stringify(call.detail) !== JSON.stringify({ afterId: 1_000, limit: 1_000 })) return;
      stash.beforeCall = () => undefined;
      stash.scenes.delete(3);
      await Promise.resolve();
    };
    mirror.start();
    await clock.settle();

    expect(mirror.reader.detail(3)).toBeNull();
    expect(mirror.status().scenes).toBe(1_399);
  });

  it("writes a line about its progress every few seconds", async () => {
    const { stash, mirror, clock, log } = fixture;
    for (let id = 1; id <= 4_000; id += 1) stash.addScene({ id });
    stash.beforeCall = async (call) => {
      if (call.name === "scenePage") await clock.advance(2_000);
    };

    await mirror.follow();

    const lines = log.map((line) => line.event).filter((line) => line.includes("scenes ("));
    expect(lines.length).toBeGreaterThanOrEqual(2);
    expect(lines[0]).toMatch(
      /^Copying Stash for the first time: \d+ of 4000 scenes \(\d+ %\), \d+ a second$/u,
    );
  });
});
