import { afterEach, describe, expect, it } from "@jest/globals";

import { createStages } from "./test-stage.ts";

const stages = createStages();
afterEach(() => stages.stop());

describe("collections", () => {
  it("appear with a tag, under an id of their own, and go with the last item", async () => {
    const { call, pms, owl } = await stages.start();
    const listed = () => call.json("GET", "/library/sections/1/collections");
    expect(await listed()).toEqual({ size: 0 });
    for (const { id } of pms.items()) pms.setField(id, "collection", ["Lakes"]);
    const { Metadata } = await listed();
    // Counts are text, as recorded.
    expect(Metadata).toMatchObject([{ title: "Lakes", type: "collection", childCount: "2" }]);
    const [{ ratingKey }] = Metadata as [{ ratingKey: string }];
    const document = await call.json("GET", `/library/metadata/${owl.id}`);
    const [{ Collection }] = document.Metadata as [{ Collection: { id: number; tag: string }[] }];
    expect(Collection).toMatchObject([{ tag: "Lakes" }]);
    expect(String(Collection[0]?.id)).not.toBe(ratingKey);
    const path = `/library/collections/${ratingKey}`;
    expect(await call.json("GET", `${path}/children`)).toMatchObject({ size: 2 });
    for (const { id } of pms.items()) pms.setField(id, "collection", []);
    expect(await listed()).toEqual({ size: 0 });
    expect((await call.send("GET", path)).status).toBe(404);
  });

  it("are made of items, and deleted", async () => {
    const { call, pms, owl } = await stages.start();
    const made = await call.json("POST", "/library/collections", {
      query: [
        ["type", "1"],
        ["title", "Lakes"],
        ["smart", "0"],
        ["sectionId", "1"],
        ["uri", `server://x/com.plexapp.plugins.library/library/metadata/${owl.id}`],
      ],
    });
    expect(pms.item(owl.id).tags.collection).toEqual(["Lakes"]);
    const [{ ratingKey }] = made.Metadata as [{ ratingKey: string }];
    await call.send("DELETE", `/library/collections/${ratingKey}`);
    expect(pms.item(owl.id).tags.collection).toEqual([]);
    expect(pms.violations()).toEqual([]);
  });
});

describe("what clients ask besides", () => {
  it.each([
    ["/", { friendlyName: "Sample" }],
    ["/library", { title1: "Plex Library" }],
    ["/activities", { size: 0 }],
    ["/:/prefs", { Setting: [{ id: "autoEmptyTrash" }, { id: "FriendlyName" }] }],
    ["/status/sessions/history/all", { size: 0 }],
    ["/library/sections/1/timeline", { size: 2, updateQueueSize: 0 }],
    ["/library/sections/1/prefs", { Setting: [{ value: "false" }] }],
  ])("answers %s", async (path, expected) => {
    const { call, pms } = await stages.start();
    expect(await call.json("GET", path)).toMatchObject(expected);
    expect(pms.violations()).toEqual([]);
  });
});
