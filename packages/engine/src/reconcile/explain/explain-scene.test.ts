import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { pmsDown } from "../../../test/memory-pms.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";
import { createReconcileParts } from "../scene-deps.ts";
import { explainScene } from "./explain-scene.ts";

describe("explaining a scene", () => {
  let f: ReconcileFixture;

  const lines = async (sceneId: number): Promise<string> => {
    const deps = { ...createReconcileParts(f.deps), queue: f.queue };
    return (await f.passing(explainScene(sceneId, deps))).lines.join("\n");
  };

  beforeEach(async () => {
    f = createReconcileFixture();
    f.addPair({ id: 1, details: "Water." }, { locked: new Set(["summary"]) });
    f.base.stash.addScene({ id: 2 });
    await f.sync();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("says what is wanted, what was found how, what is locked, and what would be done", async () => {
    const text = await lines(1);
    expect(text).toContain("Desired item scene-1");
    expect(text).toContain("title: Lake 1");
    expect(text).toContain("Item 101 in Movies 1, found by guid: /data/media/lakes/Lake 1.mp4");
    expect(text).toContain("locked in Plex: summary");
    expect(text).toContain("never brought up to date");
    expect(text).toContain("item 101: have Plex ask the provider again");
    expect(text).toContain("item 101: Locked in Plex and left alone: summary.");
    expect(text).toContain("Not in the queue.");
    expect(f.pms.writes()).toEqual([]);
  });

  it("says what was done last, and what waits", async () => {
    await f.run(1);
    f.queue.add([{ sceneId: 1, priority: 0, cause: "manual" }]);
    const text = await lines(1);
    expect(text).toContain("brought to digest");
    expect(text).toContain("because of manual");
  });

  it("says that Plex does not have it", async () => {
    expect(await lines(2)).toContain("Plex has no item of this scene in a watched section.");
  });

  it("says that Stash does not have it", async () => {
    expect(await lines(99)).toContain("Our copy of Stash has no scene 99.");
  });

  it("says why a setting keeps it out", async () => {
    f.settings.match = { ...f.settings.match, excludeTags: ["Private"] };
    f.base.stash.putTag({ id: 1, name: "Private" });
    await f.base.clock.advance(2_000);
    f.base.stash.editScene(2, { tagIds: [1] });
    await f.sync();
    expect(await lines(2)).toContain('it has the tag "Private" (EXCLUDE_TAGS)');
  });

  it("is worth something while Plex is down", async () => {
    f.pms.problem = pmsDown();
    const text = await lines(1);
    expect(text).toContain("found by guid");
    expect(text).toContain("Plex could not be asked: Plex is down.");
  });
});
