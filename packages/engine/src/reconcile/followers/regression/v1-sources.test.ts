import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import {
  createFollowersFixture,
  type FollowersFixture,
} from "../../../../test/followers-fixture.ts";
import { priorities } from "../../queue.ts";
import { eventsToWork } from "../events-to-work.ts";

/** Changes that v1 did not hear of, or left lying (docs/v1-parity.md). */
describe("sources of work", () => {
  let f: FollowersFixture;
  let sceneId = 0;
  let itemId = 0;

  const box = [{ endpoint: "https://box.example/graphql", stashId: "5d776f1e" }];

  beforeEach(async () => {
    f = createFollowersFixture();
    f.base.stash.putTag({ id: 1, name: "Nature" });
    ({ sceneId, itemId } = f.addPair());
    await f.sync();
    await f.run(sceneId);
    f.followers.start();
    await f.catchUp();
    f.found.length = 0;
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("B5: an identification that sent only stash ids is work", () => {
    const { work } = eventsToWork([
      { type: "Scene.Update.Post", id: sceneId, fields: ["stash_ids"] },
    ]);
    expect(work).toEqual([
      { sceneId, priority: priorities.interactive, cause: "Scene.Update.Post" },
    ]);
  });

  it("B6: an identified scene does not lie in the queue until somebody drains it", async () => {
    f.base.stash.editScene(sceneId, { title: "Lake Inari", stashIds: box });
    f.queue.add(eventsToWork([{ type: "Scene.Update.Post", id: sceneId, fields: ["title"] }]).work);
    expect(f.queue.nextDueAt()).toBe(f.base.clock.now());
    expect(await f.workOff()).toContain(sceneId);
    expect(f.item(itemId).title).toBe("Lake Inari");
  });

  it("B15: what Auto Tag wrote reaches Plex, though no hook fires and jobs are running", async () => {
    f.base.stash.editScene(sceneId, { tagIds: [1] });
    f.base.stash.trigger({ kind: "job-ended", description: "Auto-tagging..." });
    await f.base.clock.settle();
    expect(await f.workOff()).toContain(sceneId);
    expect(f.item(itemId).tags.genre).toEqual(["Nature"]);
  });

  it("B34: an identification is heard while its own job is still running", () => {
    // Nothing here asks Stash for its jobs.
    const before = f.base.stash.callsOf("jobs").length;
    const { work } = eventsToWork([
      { type: "Scene.Update.Post", id: sceneId, fields: ["stash_ids", "title"] },
    ]);
    expect(work).toHaveLength(1);
    expect(f.base.stash.callsOf("jobs")).toHaveLength(before);
  });

  it("L11: a scene that was found late is pushed whole, by the same rules, with nothing emptied", async () => {
    const details = "Water, from above.";
    f.base.stash.editScene(sceneId, { details, tagIds: [1] });
    await f.workOff();
    f.base.stash.editScene(sceneId, { stashIds: box });
    await f.workOff();
    expect(f.item(itemId)).toMatchObject({ title: "Lake 1", scalars: { summary: details } });
    expect(f.item(itemId).tags.genre).toEqual(["Nature"]);
  });

  it("L12: an event carries no values: what was not sent keeps what Stash has", async () => {
    f.base.stash.editScene(sceneId, { details: "Water.", tagIds: [1] });
    await f.workOff();
    f.base.stash.editScene(sceneId, { rating100: 80, coverVersion: "2" });
    const events = [{ type: "Scene.Update.Post", id: sceneId, fields: ["rating100"] }] as const;
    f.queue.add(eventsToWork(events).work);
    await f.workOff();
    expect(f.item(itemId).scalars.summary).toBe("Water.");
    expect(f.item(itemId).tags.genre).toEqual(["Nature"]);
  });
});
