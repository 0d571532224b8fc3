import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { ItemSettings } from "@stash2plex/shared/item";

import { createFollowersFixture, type FollowersFixture } from "../../../test/followers-fixture.ts";
import { policyOf } from "../../../test/plan-fixture.ts";
import { prepareChange } from "../../store/typed-query.ts";
import { priorities } from "../queue.ts";

describe("what a changed performer, tag, studio or group leads to", () => {
  let f: FollowersFixture;

  /** Copies both sides and pushes everything. */
  const settle = async (): Promise<void> => {
    await f.sync();
    for (const id of f.base.stash.scenes.keys()) await f.run(id);
    f.followers.start();
    await f.catchUp();
    f.found.length = 0;
  };
  const withItem = (item: Partial<ItemSettings>): void => {
    f.settings.item = { ...f.settings.item, ...item };
  };
  const genres = (patch: Partial<ItemSettings["genres"]>): void => {
    withItem({ genres: { ...f.settings.item.genres, ...patch } });
  };

  beforeEach(() => {
    f = createFollowersFixture();
    const { stash } = f.base;
    stash.putTag({ id: 1, name: "Nature" });
    stash.putTag({ id: 2, name: "Water", parentIds: [1] });
    stash.putTag({ id: 3, name: "Lakes", parentIds: [2] });
    stash.putPerformer({ id: 1, tagIds: [1] });
    stash.putStudio({ id: 1, name: "Northern Films" });
    stash.putStudio({ id: 2, name: "Northern Shorts", parentId: 1 });
    stash.putStudio({ id: 3, name: "Northern Minutes", parentId: 2 });
    stash.putGroup({ id: 1 });
    f.addPair({ id: 1, tagIds: [1] });
    f.addPair({ id: 2, tagIds: [3] });
    f.addPair({ id: 3, performerIds: [1] });
    f.addPair({ id: 4, studioId: 3 });
    f.addPair({ id: 5, groups: [{ groupId: 1, sceneIndex: null }] });
    f.addPair({ id: 6 });
  });
  afterEach(async () => {
    await f.dispose();
  });

  it.each([
    ["a tag", () => f.base.stash.putTag({ id: 1, name: "Outdoors" }), [1]],
    ["a performer", () => f.base.stash.putPerformer({ id: 1, name: "Ada" }), [3]],
    ["a studio, shown by its children", () => f.base.stash.putStudio({ id: 1, name: "N" }), [4]],
    ["a group", () => f.base.stash.putGroup({ id: 1, name: "Rivers" }), [5]],
  ])("enqueues the scenes that show %s", async (_name, act, wanted) => {
    await settle();
    act();
    await f.catchUp();
    expect(f.queued()).toEqual(wanted);
    expect(f.found).toEqual(
      wanted.map((sceneId) => ({ sceneId, priority: priorities.follower, cause: "follow" })),
    );
  });

  it("finds scenes of tags below a renamed one where the settings go by parents", async () => {
    genres({ onlyChildrenOf: ["Nature"] });
    await settle();
    f.base.stash.putTag({ id: 1, name: "Outdoors" });
    await f.catchUp();
    expect(f.queued()).toEqual([2]);
  });

  it("finds scenes of a tag that got another parent", async () => {
    genres({ excludeParents: ["Nature"] });
    await settle();
    f.base.stash.putTag({ id: 2, parentIds: [] });
    await f.catchUp();
    expect(f.queued()).toEqual([2]);
  });

  it("finds scenes by the tags of their performers where those are shown", async () => {
    genres({ performerTags: true });
    await settle();
    f.base.stash.putTag({ id: 1, name: "Outdoors" });
    await f.catchUp();
    expect(f.queued()).toEqual([1, 3]);
  });

  it("sees a label that changes although the desired item does not", async () => {
    genres({ ignore: ["Nature", "Outdoors"] });
    f.settings.policy = policyOf({ labelTags: ["Outdoors"] });
    await settle();
    f.base.stash.putTag({ id: 1, name: "Outdoors" });
    await f.catchUp();
    expect(f.queued()).toEqual([1]);
    await f.workOff();
    f.base.stash.putTag({ id: 1, name: "Nature" });
    await f.catchUp();
    expect(f.queued()).toEqual([1]);
  });

  it("leaves scenes alone whose digest did not move", async () => {
    genres({ ignore: ["Nature", "Outdoors"] });
    await settle();
    f.base.stash.putTag({ id: 1, name: "Outdoors" });
    f.base.stash.putPerformer({ id: 1, gender: "FEMALE" });
    f.base.stash.putStudio({ id: 1, imageVersion: "2" });
    await f.catchUp();
    expect(f.found).toEqual([]);
  });

  it("leaves scenes alone that Plex does not have, and those a setting keeps back", async () => {
    f.base.stash.addScene({ id: 7, tagIds: [1] });
    f.addPair({ id: 8, tagIds: [1], organized: false });
    f.settings.policy = policyOf({ requireOrganized: true });
    await settle();
    f.base.stash.putTag({ id: 1, name: "Outdoors" });
    await f.catchUp();
    expect(f.queued()).toEqual([1]);
  });

  it("enqueues a scene whose item was never pushed to", async () => {
    await settle();
    prepareChange(f.base.store.db, "DELETE FROM pushed WHERE scene_id = 1")();
    f.base.stash.putTag({ id: 1, parentIds: [3] });
    await f.catchUp();
    expect(f.queued()).toEqual([1]);
  });

  it("reads and enqueues the scenes of a merged tag without waiting for a pass", async () => {
    await settle();
    const { stash, mirror } = f.base;
    const scene = stash.scenes.get(1);
    if (scene === undefined) throw new Error("no scene");
    stash.related.tag.delete(1);
    stash.putTag({ id: 2, parentIds: [] });
    stash.scenes.set(1, { ...scene, tagIds: [3] });
    await f.passing(mirror.findVanished());
    await f.followed();
    expect(f.queued()).toEqual([1]);
    expect(mirror.reader.detail(1)?.tags.map(({ name }) => name)).toEqual(["Lakes"]);
  });

  it("brings the items up to date, and then rests", async () => {
    await settle();
    f.base.stash.putTag({ id: 1, name: "Outdoors" });
    expect(await f.workOff()).toEqual([1]);
    expect([...f.pms.items.values()][0]?.tags.genre).toEqual(["Outdoors"]);
  });
});
