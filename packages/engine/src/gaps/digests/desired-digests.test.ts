import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createGapsFixture, type GapsFixture } from "../../../test/gaps-fixture.ts";
import { prepareQuery } from "../../store/typed-query.ts";

/** What stands around scenes, each shown by one of them. */
const performers = 5;

describe("scenes that changed since Plex was told of them", () => {
  let f: GapsFixture;

  const stale = async () => {
    await f.compare();
    return (await f.service.page({ limit: 100, kind: "stale" })).gaps
      .map(({ sceneId }) => sceneId)
      .sort();
  };
  const later = (): Promise<void> => f.base.clock.advance(60_000);

  beforeEach(async () => {
    f = createGapsFixture();
    const { stash } = f.base;
    stash.putStudio({ id: 1, name: "North" });
    stash.putStudio({ id: 2, name: "North Films", parentId: 1 });
    stash.putTag({ id: 1, name: "Nature" });
    stash.putTag({ id: 2, name: "Lakes", parentIds: [1] });
    stash.putTag({ id: 3, name: "Tall" });
    stash.putGroup({ id: 1 });
    for (let id = 1; id <= performers; id += 1) {
      stash.putPerformer({ id, tagIds: id === 4 ? [3] : [] });
      await f.addUpToDate(id);
    }
    await later();
    stash.editScene(1, { studioId: 2 });
    stash.editScene(2, { tagIds: [2] });
    stash.editScene(3, { groups: [{ groupId: 1, sceneIndex: null }] });
    stash.editScene(4, { performerIds: [4] });
    await f.compare();
    await f.service.repair({}, { dryRun: false });
    await f.workOff();
    await later();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("are none where nothing changed", async () => {
    expect(await stale()).toEqual([]);
  });

  it("are those that show a renamed performer", async () => {
    f.base.stash.putPerformer({ id: 4, name: "Renamed" });
    expect(await stale()).toEqual([4]);
  });

  it("are those that show a renamed tag", async () => {
    f.base.stash.putTag({ id: 2, name: "Renamed" });
    expect(await stale()).toEqual([2]);
  });

  it("are those whose tag has another parent, where parents count", async () => {
    f.settings.item = {
      ...f.settings.item,
      genres: { ...f.settings.item.genres, excludeParents: ["Secret"] },
    };
    expect(await stale()).toEqual([]);
    f.base.stash.putTag({ id: 1, name: "Secret" });
    expect(await stale()).toEqual([2]);
  });

  it("are those whose performer has a renamed tag, where those are shown", async () => {
    f.settings.item = {
      ...f.settings.item,
      genres: { ...f.settings.item.genres, performerTags: true },
    };
    expect(await stale()).toEqual([4]);
    await f.service.repair({}, { dryRun: false });
    await f.workOff();
    await later();
    f.base.stash.putTag({ id: 3, name: "Renamed" });
    expect(await stale()).toEqual([4]);
  });

  it("are those of a studio and of the studios below it", async () => {
    f.base.stash.putStudio({ id: 1, name: "Renamed" });
    expect(await stale()).toEqual([1]);
  });

  it("are those of a renamed group", async () => {
    f.base.stash.putGroup({ id: 1, name: "Renamed" });
    expect(await stale()).toEqual([3]);
  });

  it("are all when the settings of items change", async () => {
    f.settings.item = { ...f.settings.item, contentRating: "18" };
    expect(await stale()).toEqual([1, 2, 3, 4, 5]);
  });

  it("are none where Stash only saved, nor where Plex's clock moved", async () => {
    f.base.stash.editScene(5, {});
    f.pms.editItem(1_005, {});
    expect(await stale()).toEqual([]);
  });

  it("are none that Plex was served since", async () => {
    f.base.stash.editScene(5, { title: "Changed" });
    expect(await stale()).toEqual([5]);
    f.base.store.db.exec(
      `INSERT INTO served (scene_id, digest, at)
         SELECT scene_id, digest, ${f.base.clock.now()} FROM desired_digests WHERE scene_id = 5`,
    );
    expect(await stale()).toEqual([]);
  });

  it("are none that were never told to Plex", async () => {
    f.base.store.db.exec("DELETE FROM pushed; DELETE FROM served");
    f.base.stash.editScene(5, { title: "Changed" });
    expect(await stale()).toEqual([]);
  });

  it("are none that a setting keeps from being brought to Plex", async () => {
    f.base.stash.editScene(5, { title: "Changed", organized: false });
    f.settings.policy = { ...f.settings.policy, requireOrganized: true };
    expect(await stale()).toEqual([]);
  });

  it("have their digests made once", async () => {
    const changes = prepareQuery<{ n: number }>(f.base.store.db, "SELECT total_changes() AS n");
    await stale();
    const before = changes.get()?.n ?? 0;
    await f.passing(f.service.compare());
    expect((changes.get()?.n ?? 0) - before).toBeLessThanOrEqual(2);
  });
});
