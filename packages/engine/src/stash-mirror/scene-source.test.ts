import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { fileOf, stashDown } from "../../test/memory-stash.ts";
import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";
import { createSceneSource, type SceneSource } from "./scene-source.ts";

describe("the source of scenes", () => {
  let fixture: MirrorFixture;
  let source: SceneSource;

  const titleOf = async (id: number): Promise<string> => {
    const answer = await source.scene(id);
    return answer.kind === "scene" ? answer.detail.scene.title : answer.kind;
  };
  const silence = (): void => {
    fixture.stash.beforeCall = () => new Promise(() => undefined);
  };

  beforeEach(async () => {
    fixture = createMirrorFixture();
    for (let id = 1; id <= 300; id += 1) fixture.stash.addScene({ id });
    await fixture.mirror.follow();
    source = createSceneSource({ mirror: fixture.mirror, clock: fixture.clock });
    fixture.stash.calls.length = 0;
  });
  afterEach(async () => {
    fixture.stash.beforeCall = () => undefined;
    await fixture.dispose();
  });

  it("asks Stash nothing while the mirror is fresh", async () => {
    await fixture.clock.advance(60_000);
    for (let id = 1; id <= 300; id += 1) expect(await titleOf(id)).toBe(`Lake ${id}`);
    expect(fixture.stash.calls).toEqual([]);
  });

  it("shares live reads when the mirror is behind by two intervals, and repeats none", async () => {
    await fixture.clock.advance(61_000);
    fixture.stash.editScene(5, { title: "Edited" });
    const ask = () => Promise.all(Array.from({ length: 32 }, (_, index) => titleOf(index + 1)));
    const titles = await ask();
    expect(titles[4]).toBe("Edited");
    await ask();
    expect(fixture.stash.callsOf("scenesByIds")).toHaveLength(1);
  });

  it("says gone only when Stash says so", async () => {
    await fixture.clock.advance(61_000);
    fixture.stash.scenes.delete(7);
    expect(await source.scene(7)).toEqual({ kind: "gone" });
    expect(await source.scene(9_999)).toEqual({ kind: "gone" });
  });

  it("reads a scene that the mirror does not know yet", async () => {
    fixture.stash.addScene({ id: 4_000, title: "A second old", files: [fileOf(1, "/new.mp4")] });
    expect(await titleOf(4_000)).toBe("A second old");
  });

  it("answers from the mirror when Stash is down, and an unknown scene with the reason", async () => {
    await fixture.clock.advance(61_000);
    fixture.stash.problem = stashDown("Stash does not answer.");
    expect(await titleOf(3)).toBe("Lake 3");
    expect(await source.scene(9_999)).toEqual({
      kind: "unavailable",
      problem: "Stash does not answer.",
    });
  });

  it("waits one second for a slow Stash, and asks it no more for a while", async () => {
    await fixture.clock.advance(61_000);
    silence();
    for (const id of [1, 2, 3]) {
      const answer = titleOf(id);
      await fixture.clock.advance(1_000);
      expect(await answer).toBe(`Lake ${id}`);
    }
    expect(await titleOf(4)).toBe("Lake 4");
    expect(await source.scene(9_999)).toMatchObject({ kind: "unavailable" });
    expect(fixture.stash.calls.length).toBeLessThanOrEqual(3);
  });

  it("tries again after the pause", async () => {
    await fixture.clock.advance(61_000);
    fixture.stash.problem = stashDown("down");
    for (const id of [1, 2, 3]) await titleOf(id);
    fixture.stash.problem = null;
    fixture.stash.editScene(4, { title: "Edited" });
    expect(await titleOf(4)).toBe("Lake 4");
    await fixture.clock.advance(11_000);
    expect(await titleOf(4)).toBe("Edited");
  });

  it("ends with the request of the caller", async () => {
    silence();
    const caller = new AbortController();
    const answer = source.scene(9_999, caller.signal);
    caller.abort(new Error("Plex left."));
    await expect(answer).rejects.toThrow("Plex left.");
  });

  it("answers what it knows while the mirror is frozen", async () => {
    for (let id = 1; id <= 300; id += 1) {
      fixture.stash.editScene(id, { title: "x", files: [fileOf(id + 1_000, `/other/${id}.mp4`)] });
    }
    await fixture.mirror.follow().catch(() => undefined);
    await fixture.clock.advance(3_600_000);
    fixture.stash.calls.length = 0;
    expect(await titleOf(3)).toBe("Lake 3");
    expect(await source.scene(9_999)).toMatchObject({
      kind: "unavailable",
      problem: expect.stringContaining("other works under the same ids"),
    });
    expect(fixture.stash.calls).toEqual([]);
  });
});
