import { describe, expect, it } from "@jest/globals";
import type { StashEvent } from "@stash2plex/shared/events";

import { priorities } from "../queue.ts";
import { eventsToWork } from "./events-to-work.ts";

const update = (...fields: string[]): StashEvent => ({ type: "Scene.Update.Post", id: 12, fields });
const { interactive, bulk } = priorities;

describe("events as work", () => {
  it.each([
    ["a single save", update("title", "id"), interactive],
    ["a save without an id in its fields", update("stash_ids"), interactive],
    ["an edit in bulk", update("ids", "tag_ids"), bulk],
    ["an update by a scan", { type: "Scene.Update.Post", id: 12 }, bulk],
    ["a new scene", { type: "Scene.Create.Post", id: 12 }, bulk],
    ["a deleted scene", { type: "Scene.Destroy.Post", id: 12 }, bulk],
  ] as const)("enqueues the scene of %s", (_name, event, priority) => {
    expect(eventsToWork([event])).toEqual({
      work: [{ sceneId: 12, priority, cause: event.type }],
      wantsFollow: false,
      wantsVanished: false,
    });
  });

  it.each([
    [["id"]],
    [["ids"]],
    [["id", "play_count"]],
    [["resume_time", "play_duration", "id"]],
    [["o_counter", "id", "clientMutationId"]],
  ])("does nothing for fields that no item shows: %p", (fields) => {
    expect(eventsToWork([update(...fields)]).work).toEqual([]);
  });

  it("looks at the scene when one field among others is shown", () => {
    expect(eventsToWork([update("o_counter", "rating100")]).work).toHaveLength(1);
  });

  it.each([
    ["Performer.Update.Post", true, false],
    ["Studio.Update.Post", true, false],
    ["Tag.Update.Post", true, false],
    ["Group.Update.Post", true, false],
    ["Movie.Update.Post", true, false],
    ["Tag.Merge.Post", false, true],
    ["Tag.Destroy.Post", false, true],
    ["Performer.Destroy.Post", false, true],
    ["Studio.Destroy.Post", false, true],
    ["Group.Destroy.Post", false, true],
    ["Movie.Destroy.Post", false, true],
    ["Tag.Create.Post", false, false],
  ] as const)("has the mirror read first after %s", (type, wantsFollow, wantsVanished) => {
    expect(eventsToWork([{ type, id: 3 }])).toEqual({ work: [], wantsFollow, wantsVanished });
  });

  it("makes one request of a thousand events of a kind, at the most urgent priority", () => {
    const events = Array.from({ length: 1_000 }, (_, index) =>
      index === 500 ? update("title", "id") : update("title", "ids"),
    );
    expect(eventsToWork(events).work).toEqual([
      { sceneId: 12, priority: interactive, cause: "Scene.Update.Post" },
    ]);
  });
});
