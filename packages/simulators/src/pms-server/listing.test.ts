import { afterEach, describe, expect, it } from "@jest/globals";

import { createStages, OWL_GUID } from "./test-stage.ts";

const stages = createStages();
afterEach(() => stages.stop());

const ALL = "/library/sections/1/all";

/** An item with more of everything than a listing shows. */
const rich = {
  Genre: ["Birds", "Night", "Forest"].map((tag) => ({ tag })),
  Collection: ["A", "B", "C"].map((tag) => ({ tag })),
  Role: ["Ada", "Bo", "Cy", "Di"].map((tag) => ({ tag })),
  Guid: [{ id: "stashdb://1" }],
  Rating: [{ type: "audience", image: "imdb://image.rating", value: 8 }],
};

async function richStage() {
  const stage = await stages.withProvider({ firstGenreOnly: false }, rich);
  const path = `/library/metadata/${stage.owl.id}/match`;
  await stage.call.send("PUT", path, { query: [["guid", OWL_GUID]] });
  await stage.pms.idle();
  stage.pms.setField(stage.owl.id, "label", ["Shared"]);
  return stage;
}

describe("a listing", () => {
  it("cuts lists and leaves out locks, labels and ratings", async () => {
    const { call } = await richStage();
    const { Metadata } = await call.json("GET", ALL, { query: [["guid", OWL_GUID]] });
    expect(Metadata).toEqual([
      expect.objectContaining({
        Genre: [{ tag: "Birds" }, { tag: "Night" }],
        Collection: [{ tag: "A" }, { tag: "B" }],
        Role: [{ tag: "Ada" }, { tag: "Bo" }, { tag: "Cy" }],
      }),
    ]);
    const [owl] = Metadata as object[];
    for (const key of ["Field", "Label", "Rating", "Guid"]) expect(owl).not.toHaveProperty(key);
  });

  it("has external ids when asked", async () => {
    const { call } = await richStage();
    const query = [
      ["guid", OWL_GUID],
      ["includeGuids", "1"],
    ] as const;
    const { Metadata } = await call.json("GET", ALL, { query });
    expect(Metadata).toMatchObject([{ Guid: [{ id: "stashdb://1" }] }]);
  });

  it("writes ids as text, sections and years as numbers", async () => {
    const { call, owl } = await stages.start();
    const { Metadata, librarySectionID } = await call.json("GET", ALL);
    expect(librarySectionID).toBe(1);
    expect(Metadata).toMatchObject([
      { ratingKey: String(owl.id), year: 2021, addedAt: owl.addedAt },
      { title: "Heron" },
    ]);
  });

  it.each([
    ["by headers", {}],
    ["by the query", {}],
  ])("is paged %s", async (how) => {
    const { call } = await stages.start();
    const paging = { "X-Plex-Container-Start": "1", "X-Plex-Container-Size": "5" };
    const sent = how === "by headers" ? { headers: paging } : { query: Object.entries(paging) };
    const page = await call.json("GET", ALL, sent);
    expect(page).toMatchObject({
      offset: 1,
      size: 1,
      totalSize: 2,
      Metadata: [{ title: "Heron" }],
    });
  });

  it("has no totalSize without paging, and only that with a size of 0", async () => {
    const { call } = await stages.start();
    const whole = await call.json("GET", ALL);
    expect(whole).toMatchObject({ size: 2 });
    expect(whole).not.toHaveProperty("totalSize");
    const empty = await call.json("GET", ALL, { query: [["X-Plex-Container-Size", "0"]] });
    expect(empty).toMatchObject({ size: 0, totalSize: 2 });
    expect(empty).not.toHaveProperty("Metadata");
  });

  it.each(["addedAt", "updatedAt"] as const)("finds what was %s later", async (field) => {
    const { call, pms, owl } = await stages.start();
    const since = async (from: number) => {
      const query = [[`${field}>>`, String(from)]] as const;
      return (await call.json("GET", ALL, { query })).size;
    };
    const { [field]: at } = owl;
    expect([await since(at - 1), await since(at)]).toEqual([2, 0]);
    pms.tick(60_000);
    pms.setField(owl.id, field === "addedAt" ? "addedAt" : "title", String(at + 50));
    expect(await since(at)).toBe(1);
  });

  it("shows the trash alone", async () => {
    const { call, pms } = await stages.start({ emptiesTrashAfterScan: false });
    pms.removeFile("/data/films/Heron.mp4");
    await pms.scan("1");
    const { Metadata } = await call.json("GET", ALL, { query: [["trash", "1"]] });
    expect(Metadata).toMatchObject([{ title: "Heron", deletedAt: expect.any(Number) }]);
  });

  it("shows a made-up library of many items page by page", async () => {
    const sections = [
      { title: "Big", locations: ["/data"], generated: 20_000, files: ["Owl Nest (2021).mp4"] },
    ];
    const { call, pms } = await stages.start({ sections });
    const query = [
      ["X-Plex-Container-Start", "19000"],
      ["X-Plex-Container-Size", "500"],
    ] as const;
    const page = await call.json("GET", ALL, { query });
    expect(page).toMatchObject({ size: 500, totalSize: 20_001 });
    expect((await call.json("GET", ALL)).size).toBe(20_001);
    expect(new Set(pms.items().map(({ id }) => id)).size).toBe(20_001);
  });
});

describe("documents of items", () => {
  it("have everything, for several ids at once", async () => {
    const { call, pms, owl } = await richStage();
    const ids = pms.items().map(({ id }) => id);
    const { Metadata } = await call.json("GET", `/library/metadata/${ids.join(",")},99999`, {
      query: [["skipRefresh", "1"]],
    });
    expect(Metadata).toHaveLength(2);
    const document = (Metadata as { ratingKey: string }[]).find(
      ({ ratingKey }) => ratingKey === String(owl.id),
    );
    expect(document).toMatchObject({
      Genre: [{ tag: "Birds" }, { tag: "Night" }, { tag: "Forest" }],
      Role: [{ tag: "Ada" }, { tag: "Bo" }, { tag: "Cy" }, { tag: "Di" }],
      Label: [{ tag: "Shared" }],
      Rating: [{ value: 8 }],
      Guid: [{ id: "stashdb://1" }],
      Field: [{ name: "label", locked: true }],
      librarySectionID: 1,
    });
  });

  it("are html 404 when none is there", async () => {
    const { call } = await stages.start();
    const answer = await call.send("GET", "/library/metadata/99999");
    expect(answer).toMatchObject({ status: 404, type: "text/html" });
  });

  it("refresh the item when that reading is on and nothing forbids it", async () => {
    const { call, pms, owl, provider } = await stages.withProvider({ readingRefreshes: true });
    const path = `/library/metadata/${owl.id}`;
    await call.send("PUT", `${path}/match`, { query: [["guid", OWL_GUID]] });
    await pms.idle();
    const before = provider.requests.length;
    await call.send("GET", path, { query: [["skipRefresh", "1"]] });
    await pms.idle();
    expect(provider.requests).toHaveLength(before);
    await call.send("GET", path);
    await pms.idle();
    expect(provider.requests.length).toBeGreaterThan(before);
  });

  it("are XML unless JSON is asked for", async () => {
    const { call, pms, owl } = await stages.start();
    pms.setField(owl.id, "summary", 'A "nest" & <more>');
    const { text, type } = await call.send("GET", `/library/metadata/${owl.id}`, { accept: "*/*" });
    expect(type).toContain("text/xml");
    expect(text).toContain(`<Video ratingKey="${owl.id}"`);
    expect(text).toContain('summary="A &quot;nest&quot; &amp; &lt;more&gt;"');
    expect(text).toContain('<Field locked="1" name="summary"></Field>');
  });
});
