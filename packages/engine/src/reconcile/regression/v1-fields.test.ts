import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { policyOf } from "../../../test/plan-fixture.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";

/** What v1 did to fields of Plex (docs/v1-parity.md). */
describe("fields of Plex", () => {
  let f: ReconcileFixture;
  let sceneId = 0;
  let itemId = 0;

  beforeEach(async () => {
    f = createReconcileFixture();
    for (const [id, name] of [
      [1, "Lakes"],
      [2, "Wind"],
    ] as const) {
      f.base.stash.putTag({ id, name });
    }
    f.base.stash.putStudio({ id: 1, name: "North Films" });
    f.quirks.keepsStale = true;
    ({ sceneId, itemId } = f.addPair({
      title: "A Walk by the Lake",
      details: "Water\nand wind.",
      tagIds: [1, 2],
      studioId: 1,
    }));
    await f.sync();
    await f.passing(f.pms.client.refresh(itemId));
    await f.passing(f.plex.fullPass());
    await f.run(sceneId);
    f.writes();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("B16: an empty title in Stash never clears the title in Plex", async () => {
    f.base.stash.editScene(sceneId, { title: "" });
    await f.run(sceneId);
    expect(f.item(itemId).title).toBe("Lake 1");
    f.base.stash.editScene(sceneId, { title: "", files: [] });
    await f.run(sceneId);
    expect(f.item(itemId).title).not.toBe("");
  });

  it("B30: a scene whose identification is not finished wipes nothing", async () => {
    f.base.stash.editScene(sceneId, {
      title: "",
      details: "",
      date: null,
      tagIds: [],
      studioId: null,
    });
    await f.run(sceneId);
    expect(f.writes()).toEqual([]);
    expect(f.item(itemId)).toMatchObject({
      title: "A Walk by the Lake",
      scalars: { studio: "North Films" },
    });
  });

  it("L11: a scene that was identified with a title only wipes nothing of Plex's own, and brings a poster", async () => {
    f.settings.policy = policyOf({ artwork: "always", otherAgent: "edit" });
    f.pictures.set("scene-poster", Buffer.from("poster"));
    f.pms.editItem(itemId, {
      guid: "plex://movie/5d776",
      scalars: { title: "Old", studio: "Another Studio", summary: "By another agent." },
    });
    await f.passing(f.plex.fullPass());
    f.deps.db.exec("DELETE FROM pushed");
    f.base.stash.editScene(sceneId, { details: "", tagIds: [], studioId: null });
    await f.run(sceneId);
    expect(f.item(itemId).scalars).toMatchObject({
      title: "A Walk by the Lake",
      studio: "Another Studio",
      summary: "By another agent.",
    });
    expect(f.writes()).toContain("uploadArt");
  });

  it("L12: what an event says is a hint only; values come from the scene as it is", async () => {
    // The event of an edit of the date holds nulls for everything else; the scene does not.
    f.base.stash.editScene(sceneId, { date: "2023-01-01" });
    await f.run(sceneId, "Scene.Update.Post");
    expect(f.item(itemId).scalars).toMatchObject({
      originallyAvailableAt: "2023-01-01",
      summary: "Water\nand wind.",
      studio: "North Films",
    });
  });

  it("L7: a list that is emptied in Stash is emptied in Plex, and not locked", async () => {
    f.base.stash.editScene(sceneId, { tagIds: [] });
    await f.run(sceneId);
    expect(f.item(itemId).tags.genre).toEqual([]);
    expect(f.item(itemId).locked.size).toBe(0);
  });

  it("L7: a list shrinks, and what was added by hand stays", async () => {
    const { tags } = f.item(itemId);
    f.pms.editItem(itemId, { tags: { ...tags, genre: [...tags.genre, "Mine"] } });
    f.base.stash.editScene(sceneId, { tagIds: [2] });
    await f.run(sceneId);
    expect(f.item(itemId).tags.genre.toSorted()).toEqual(["Mine", "Wind"]);
  });

  it("L8: PRESERVE_EDITS clears, changes and replaces nothing", async () => {
    f.settings.policy = policyOf({ preserveEdits: true, artwork: "always", listMode: "exact" });
    f.pictures.set("scene-poster", Buffer.from("poster"));
    const { tags } = f.item(itemId);
    f.pms.editItem(itemId, {
      title: "Mine",
      tags: { ...tags, genre: ["Mine"] },
      thumb: "/library/metadata/101/thumb/1",
    });
    const before = f.item(itemId);
    f.base.stash.editScene(sceneId, { details: "", date: null, studioId: null, tagIds: [1] });
    await f.run(sceneId);
    expect(f.item(itemId)).toEqual(before);
    expect(f.writes()).toEqual([]);
  });

  it("L19: tagline and rating are written, and their switches work", async () => {
    f.settings.item = { ...f.settings.item, tagline: "studio", rating: "user" };
    f.base.stash.editScene(sceneId, { rating100: 80 });
    await f.run(sceneId);
    expect(f.item(itemId)).toMatchObject({ userRating: 8, scalars: { tagline: "North Films" } });
    f.settings.policy = policyOf({
      fields: new Set(
        [...policyOf().fields].filter((name) => !["tagline", "rating"].includes(name)),
      ),
    });
    f.settings.item = { ...f.settings.item, tagline: "code" };
    f.base.stash.editScene(sceneId, { rating100: 20, code: "NF-1" });
    await f.run(sceneId);
    expect(f.item(itemId)).toMatchObject({ userRating: 8, scalars: { tagline: "North Films" } });
  });

  it("L21: line breaks of a summary arrive as they are, and no words are glued", async () => {
    f.base.stash.editScene(sceneId, { details: "First line\r\nsecond line\n\nthird" });
    await f.run(sceneId);
    expect(f.item(itemId).scalars.summary).toBe("First line\nsecond line\n\nthird");
    f.writes();
    await f.run(sceneId);
    expect(f.writes()).toEqual([]);
  });
});
