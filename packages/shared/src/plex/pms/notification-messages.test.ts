import { describe, expect, it } from "@jest/globals";

import { readNotifications } from "./notification-messages.ts";

const read = (content: Readonly<Record<string, unknown>>) =>
  readNotifications(JSON.stringify({ NotificationContainer: { size: 1, ...content } }));

const entry = {
  identifier: "com.plexapp.plugins.library",
  sectionID: "1",
  itemID: "10141",
  type: 1,
  title: "Rivers",
  state: 5,
  updatedAt: 1_700_000_000,
};

const item = {
  kind: "item",
  itemId: 10_141,
  sectionKey: "1",
  state: 5,
  metadataState: null,
  deleted: false,
};

const timeline = (patch: Readonly<Record<string, unknown>>) =>
  read({ type: "timeline", TimelineEntry: [{ ...entry, ...patch }] });

const ended = (type: string, Context: unknown) =>
  read({
    type: "activity",
    ActivityNotification: [
      { event: "ended", uuid: "u", Activity: { type, Context, progress: 100 } },
    ],
  });

describe("a timeline entry", () => {
  it.each([
    ["ids as text, as today", {}, [item]],
    ["ids as numbers, as in 2018", { itemID: 10_141, sectionID: 1 }, [item]],
    [
      "a state of its metadata",
      { state: 3, metadataState: "loading" },
      [{ ...item, state: 3, metadataState: "loading" }],
    ],
    [
      "a deletion by type (fact 37)",
      { type: -1, state: 9 },
      [{ ...item, state: 9, deleted: true }],
    ],
    ["a deletion by type alone", { type: -1 }, [{ ...item, deleted: true }]],
    ["a deletion by state", { state: 9 }, [{ ...item, state: 9, deleted: true }]],
    [
      "a deletion by its metadata's state",
      { metadataState: "deleted" },
      [{ ...item, metadataState: "deleted", deleted: true }],
    ],
    ["an episode", { type: 4 }, []],
    ["a collection", { type: 18 }, []],
    ["another library", { identifier: "com.plexapp.plugins.photos" }, []],
    ["no item", { itemID: undefined }, []],
    ["no section", { sectionID: "-1" }, []],
  ])("%s", (_name, patch, heard) => {
    expect(timeline(patch)).toEqual(heard);
  });

  it("may be one object, and may stand without the container", () => {
    expect(read({ TimelineEntry: entry })).toEqual([item]);
    expect(readNotifications(JSON.stringify({ TimelineEntry: entry }))).toEqual([item]);
  });

  it("that is broken does not take the others with it", () => {
    expect(read({ TimelineEntry: [null, 5, { ...entry, state: "soon" }, entry] })).toEqual([item]);
  });
});

describe("an activity", () => {
  it.each([
    ["a refresh", "library.refresh.items", { key: "/library/metadata/12" }, 12],
    ["a refresh of a show", "library.refresh.items", { key: "/library/metadata/12/children" }, 12],
  ])("that ended: %s", (_name, type, context, itemId) => {
    expect(ended(type, context)).toEqual([{ kind: "refresh-ended", itemId }]);
  });

  it.each([
    [{ librarySectionID: "3" }, "3"],
    [{ librarySectionID: 3 }, "3"],
    [{ key: "/library/sections/4" }, "4"],
    [{}, null],
    [undefined, null],
  ])("that ended: a scan, with %j", (context, sectionKey) => {
    expect(ended("library.update.section", context)).toEqual([{ kind: "scan-ended", sectionKey }]);
  });

  it.each([
    ["a refresh of nothing known", "library.refresh.items", {}],
    ["a refresh of a section", "library.refresh.items", { key: "/library/sections/1" }],
    ["another activity", "media.generate.bif", { key: "/library/metadata/12" }],
  ])("that says nothing to us: %s", (_name, type, context) => {
    expect(ended(type, context)).toEqual([]);
  });

  it.each(["started", "updated"])("that only %s", (event) => {
    const Activity = { type: "library.refresh.items", Context: { key: "/library/metadata/12" } };
    expect(read({ ActivityNotification: [{ event, Activity }] })).toEqual([]);
  });
});

describe("other messages", () => {
  it.each([
    "",
    "no JSON TimelineEntry",
    "[]",
    "null",
    '"TimelineEntry"',
    '{"NotificationContainer": "TimelineEntry"}',
    '{"NotificationContainer":{"type":"playing","PlaySessionStateNotification":[{"ratingKey":"12"}]}}',
    '{"NotificationContainer":{"type":"update.statechange","AutoUpdateNotification":[{}]}}',
  ])("are ignored: %s", (message) => {
    expect(readNotifications(message)).toEqual([]);
  });
});
