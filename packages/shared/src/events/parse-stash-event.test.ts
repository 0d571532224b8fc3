import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { coalesceEvents } from "./coalesce-events.ts";
import { parseStashEvent, parseStashEvents } from "./parse-stash-event.ts";
import type { StashEvent } from "./stash-event.ts";

const update = (id: number, ...fields: string[]): StashEvent => ({
  type: "Scene.Update.Post",
  id,
  ...(fields.length > 0 && { fields }),
});

describe("parseStashEvent", () => {
  it.each([
    [{ type: "Scene.Update.Post", id: 12, fields: ["title"] }, update(12, "title")],
    [{ type: "Scene.Update.Post", id: "12", fields: ["title"], more: 1 }, update(12, "title")],
    [{ type: "Scene.Update.Post", id: 12 }, update(12)],
    [{ type: "Scene.Update.Post", id: 12, fields: null }, update(12)],
    [{ type: "Scene.Update.Post", id: 12, fields: [] }, update(12)],
    [{ type: "Scene.Update.Post", id: 12, fields: "title" }, update(12)],
    [{ type: "Scene.Update.Post", id: 12, fields: ["title", 4] }, update(12)],
    [{ type: "Scene.Update.Post", id: 12, fields: ["x".repeat(65)] }, update(12)],
    [{ type: "Scene.Update.Post", id: 12, fields: Array(201).fill("title") }, update(12)],
    [
      { type: "Movie.Destroy.Post", id: 3 },
      { type: "Movie.Destroy.Post", id: 3 },
    ],
    [
      { type: "Tag.Merge.Post", id: 3 },
      { type: "Tag.Merge.Post", id: 3 },
    ],
  ])("reads %j", (value, event) => {
    expect(parseStashEvent(value)).toEqual({ ok: true, event });
  });

  it.each([
    [null, /object with type, id/],
    [[], /object with type, id/],
    ["Scene.Update.Post", /object with type, id/],
    [{}, /type nothing is not known/],
    [{ type: "Gallery.Update.Post", id: 1 }, /"Gallery.Update.Post" is not known/],
    [{ type: "x".repeat(1_000_000), id: 1 }, /^.{1,120}$/],
    [{ type: "Scene.Update.Post" }, /id must be a whole number above 0, not nothing/],
    [{ type: "Scene.Update.Post", id: "" }, /id must be/],
    [{ type: "Scene.Update.Post", id: 1.5 }, /id must be .* not 1.5/],
    [{ type: "Scene.Update.Post", id: -1 }, /id must be/],
    [{ type: "Scene.Update.Post", id: "1e3" }, /id must be/],
    [{ type: "Scene.Update.Post", id: 2 ** 60 }, /id must be/],
  ])("refuses %.60j", (value, reason) => {
    expect(parseStashEvent(value)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });

  it("takes anything without throwing", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (value) => {
        parseStashEvent(value);
        parseStashEvent({ type: value, id: value, fields: value });
      }),
    );
  });
});

describe("parseStashEvents", () => {
  it("takes one or a list, and says what it left out", () => {
    expect(parseStashEvents(update(1))).toEqual({ events: [update(1)], dropped: [] });
    expect(
      parseStashEvents([update(1), { type: "Image.Update.Post", id: 2 }, update(3, "title")]),
    ).toEqual({
      events: [update(1), update(3, "title")],
      dropped: [{ index: 1, reason: expect.stringMatching(/Image/) }],
    });
    expect(parseStashEvents([])).toEqual({ events: [], dropped: [] });
  });
});

describe("coalesceEvents", () => {
  it.each([
    [
      "fields add up",
      [update(1, "id", "title"), update(1, "id", "date")],
      [update(1, "id", "title", "date")],
    ],
    ["anything wins", [update(1, "title"), update(1)], [update(1)]],
    [
      "other scenes stay",
      [update(1, "a"), update(2, "b"), update(1, "c")],
      [update(1, "a", "c"), update(2, "b")],
    ],
    [
      "bulk stays bulk",
      [update(1, "ids", "a"), update(1, "ids", "b")],
      [update(1, "ids", "a", "b")],
    ],
    [
      "a person's edit is no bulk",
      [update(1, "ids", "a"), update(1, "id", "b")],
      [update(1, "a", "id", "b")],
    ],
  ])("%s", (_case, events, merged) => {
    expect(coalesceEvents(events)).toEqual(merged);
  });

  it("keeps types apart", () => {
    const destroyed: StashEvent = { type: "Scene.Destroy.Post", id: 1 };
    expect(coalesceEvents([update(1), destroyed, destroyed])).toEqual([update(1), destroyed]);
  });
});
