import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";

import { createFollowersFixture, type FollowersFixture } from "../../../test/followers-fixture.ts";
import { policyOf } from "../../../test/plan-fixture.ts";
import { prepareChange } from "../../store/typed-query.ts";
import { priorities } from "../queue.ts";

const minute = 60_000;
const hour = 60 * minute;

describe("what a change in Plex leads to", () => {
  let f: FollowersFixture;
  let sceneId = 0;
  let itemId = 0;

  const causes = () => f.found.map((work) => [work.sceneId, work.cause]);
  const later = async (ms: number): Promise<void> => {
    await f.base.clock.advance(ms);
    f.found.length = 0;
  };
  const clearQueue = (): void => {
    f.queue.clear();
    f.found.length = 0;
  };

  beforeEach(async () => {
    f = createFollowersFixture();
    ({ sceneId, itemId } = f.addPair());
    await f.sync();
    await f.run(sceneId);
    f.followers.start();
    await f.catchUp();
    await later(2 * minute);
  });
  afterEach(async () => {
    await f.dispose();
  });

  describe("an item that appears", () => {
    it("is verified when its guid is ours", async () => {
      f.base.stash.addScene({ id: 9 });
      await f.catchUp();
      f.addItem("/data/media/lakes/Lake 9.mp4", { guid: guidOf(PROVIDER_IDENTIFIER, 9) });
      await f.catchUp();
      expect(f.found).toEqual([
        { sceneId: 9, priority: priorities.follower, cause: "plex-import" },
      ]);
    });

    it("is brought to the scene that its file is of when it has no match", async () => {
      f.base.stash.addScene({ id: 9 });
      await f.catchUp();
      const id = f.addItem("/data/media/lakes/Lake 9.mp4", { guid: "local://9" });
      await f.catchUp();
      expect(causes()).toEqual([[9, "plex-unmatched"]]);
      await f.workOff();
      expect(f.item(id).guid).toBe(guidOf(PROVIDER_IDENTIFIER, 9));
    });

    it("waits for its scene, and is matched when Stash learns of the file", async () => {
      const id = f.addItem("/data/media/lakes/Lake 9.mp4", { guid: "local://9" });
      await f.catchUp();
      expect(f.found).toEqual([]);
      f.base.stash.addScene({ id: 9 });
      await f.catchUp();
      expect(causes()).toEqual([[9, "follow"]]);
      await f.workOff();
      expect(f.item(id).guid).toBe(guidOf(PROVIDER_IDENTIFIER, 9));
    });

    it("is left alone when its files are of two scenes", async () => {
      f.base.stash.addScene({ id: 8 });
      f.base.stash.addScene({ id: 9 });
      await f.catchUp();
      const part = { id: 1, size: null, duration: null };
      f.addItem("", {
        guid: "local://9",
        parts: [8, 9].map((id) => ({ ...part, file: `/data/media/lakes/Lake ${id}.mp4` })),
      });
      await f.catchUp();
      expect(f.found).toEqual([]);
    });

    it.each([
      ["leave", 0],
      ["edit", 1],
      ["adopt", 1],
    ] as const)("of another agent goes by the policy: %s", async (otherAgent, expected) => {
      f.settings.policy = policyOf({ otherAgent });
      f.base.stash.addScene({ id: 9 });
      f.addItem("/data/media/lakes/Lake 9.mp4", { guid: "plex://movie/5d776" });
      await f.catchUp();
      expect(f.queued().filter((id) => id === 9)).toHaveLength(expected);
    });

    it("is looked at only when the copy of Stash is whole", async () => {
      await f.base.mirror.acceptNewLibrary();
      f.base.stash.problem = new Error("away");
      f.addItem("/data/media/lakes/Lake 1.mp4", { guid: "local://9" });
      await f.passing(f.plex.follow());
      await f.base.clock.advance(minute);
      expect(f.marked()).toBe(1);
      f.base.stash.problem = null;
      await f.base.clock.advance(2 * minute);
      await f.followed();
      expect(causes()).toEqual([[sceneId, "plex-unmatched"]]);
    });
  });

  describe("an item that is updated", () => {
    const update = async (title = "Lake 1"): Promise<void> => {
      f.pms.editItem(itemId, { title });
      await f.catchUp();
    };

    it("is looked at once an hour at most as long as it shows what we want", async () => {
      await update();
      expect(causes()).toEqual([[sceneId, "plex-update"]]);
      clearQueue();
      await later(30 * minute);
      await update();
      expect(f.found).toEqual([]);
      await later(hour);
      await update();
      expect(causes()).toEqual([[sceneId, "plex-update"]]);
    });

    it("is looked at when it shows something else", async () => {
      await update();
      clearQueue();
      await later(5 * minute);
      await update("Lost");
      expect(causes()).toEqual([[sceneId, "plex-update"]]);
    });

    it("is not looked at within a minute of our own write", async () => {
      prepareChange<[number]>(f.base.store.db, "UPDATE pushed SET at = ?")(f.base.clock.now());
      await update("Being written");
      expect(f.found).toEqual([]);
      expect(f.marked()).toBe(0);
    });

    it("is looked at after the run when a worker has its scene in hand", async () => {
      f.queue.add([{ sceneId, priority: 0, cause: "manual" }]);
      const [work] = f.queue.take(1);
      if (work === undefined) throw new Error("nothing to take");
      f.pms.editItem(itemId, { title: "Lost" });
      await f.passing(f.plex.follow());
      await f.base.clock.advance(5_000);
      expect(f.found).toEqual([]);
      f.queue.finish(work, { kind: "done" });
      await f.base.clock.advance(1_000);
      expect(causes()).toEqual([[sceneId, "plex-update"]]);
    });

    it("makes no loop of our own writes", async () => {
      f.base.stash.editScene(sceneId, { title: "Lake Inari", details: "Water." });
      expect(await f.workOff()).toEqual([sceneId]);
      expect(f.item(itemId).title).toBe("Lake Inari");
      f.writes();
      // What Plex tells late of the same writes.
      for (let turn = 0; turn < 5; turn += 1) await update("Lake Inari");
      expect(await f.workOff()).toEqual([]);
      expect(f.writes()).toEqual([]);
    });
  });

  it("says nothing of items in sections that are not watched", async () => {
    f.pms.addSection({ key: "2", agent: "tv.plex.agents.movie", title: "Family" });
    f.base.stash.addScene({ id: 9 });
    f.addItem("/data/media/lakes/Lake 9.mp4", { guid: "local://9", sectionKey: "2" });
    await f.catchUp();
    expect(f.found).toEqual([]);
  });
});
