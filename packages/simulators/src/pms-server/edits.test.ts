import { afterEach, describe, expect, it } from "@jest/globals";

import type { PmsServerOptions } from "./options.ts";
import { createStages } from "./test-stage.ts";

const stages = createStages();
afterEach(() => stages.stop());

type Query = readonly (readonly [string, string])[];

async function edited(query: Query, options: PmsServerOptions = {}, before: Query = []) {
  const stage = await stages.start(options);
  const { call, pms, owl } = stage;
  const send = (edits: Query) =>
    call.send("PUT", "/library/sections/1/all", {
      query: [["type", "1"], ["id", String(owl.id)], ...edits],
    });
  if (before.length > 0) await send(before);
  const answer = await send(query);
  return { ...stage, answer, item: pms.item(owl.id) };
}

const genres: Query = [
  ["genre[0].tag.tag", "Birds"],
  ["genre[1].tag.tag", "Forest & Night, 100%"],
];

describe("an edit", () => {
  it("sets and locks, answers nothing, and moves updatedAt", async () => {
    const { answer, item, owl, pms } = await edited([["summary.value", "A nest."]]);
    expect(answer).toEqual({ status: 200, type: null, text: "" });
    expect(item.fields.summary).toBe("A nest.");
    expect([...item.locked]).toEqual(["summary"]);
    pms.tick(5_000);
    expect(pms.setField(owl.id, "title", "Owls").updatedAt).toBeGreaterThanOrEqual(
      owl.updatedAt + 5,
    );
  });

  it("does not lock when told so, and unlocks", async () => {
    const { item } = await edited(
      [
        ["studio.value", "River"],
        ["studio.locked", "0"],
      ],
      {},
      [["studio.value", "Lake"]],
    );
    expect(item.fields.studio).toBe("River");
    expect([...item.locked]).toEqual([]);
  });

  it("sets a lock alone", async () => {
    const { item } = await edited([["thumb.locked", "1"]]);
    expect([...item.locked]).toEqual(["thumb"]);
  });

  it("clears a field, of which no key is left", async () => {
    const { call, owl } = await edited([["summary.value", ""]], {}, [["summary.value", "Old"]]);
    const { Metadata } = await call.json("GET", `/library/metadata/${owl.id}`);
    expect((Metadata as object[])[0]).not.toHaveProperty("summary");
  });

  it("adds indexed tags, once in whatever case", async () => {
    const { item } = await edited(
      [
        ["genre[0].tag.tag", "birds"],
        ["genre[1].tag.tag", "Lake"],
      ],
      {},
      genres,
    );
    expect(item.tags.genre).toEqual(["Birds", "Forest & Night, 100%", "Lake"]);
  });

  it("replaces with them in the other reading", async () => {
    const { item } = await edited(
      [["genre[0].tag.tag", "Lake"]],
      { indexedTags: "replace" },
      genres,
    );
    expect(item.tags.genre).toEqual(["Lake"]);
  });

  it("removes tags that were encoded twice, and only those", async () => {
    const twice = encodeURIComponent("Forest & Night, 100%");
    const { item } = await edited([["genre[].tag.tag-", `${twice},None`]], {}, genres);
    expect(item.tags.genre).toEqual(["Birds"]);
    const once = await edited([["genre[].tag.tag-", "Forest & Night, 100%"]], {}, genres);
    expect(once.item.tags.genre).toEqual(["Birds", "Forest & Night, 100%"]);
  });

  it.each([
    ["only-add", ["Birds", "Forest & Night, 100%", "Lake"]],
    ["both", ["Forest & Night, 100%", "Lake"]],
  ] as const)("that adds and removes of one list: %s", async (addAndRemoveTogether, expected) => {
    const query: Query = [
      ["genre[0].tag.tag", "Lake"],
      ["genre[].tag.tag-", "Birds"],
    ];
    const { item } = await edited(query, { addAndRemoveTogether }, genres);
    expect(item.tags.genre).toEqual(expected);
  });

  it("clears a whole list", async () => {
    const { item } = await edited([["genre[].tag", ""]], {}, genres);
    expect(item.tags.genre).toEqual([]);
  });

  it("sets the cast with roles and photos, in order", async () => {
    const { item } = await edited([
      ["actor[1].tag.tag", "Bo"],
      ["actor[0].tag.tag", "Ada"],
      ["actor[0].tagging.text", "Herself"],
      ["actor[0].tag.thumb", "http://pictures.test/ada.jpg"],
    ]);
    expect(item.roles).toEqual([
      { name: "Ada", role: "Herself", thumb: "http://pictures.test/ada.jpg" },
      { name: "Bo", role: null, thumb: null },
    ]);
    expect([...item.locked]).toEqual(["actor"]);
  });

  it("without ids edits the whole section", async () => {
    const { call, pms } = await stages.start();
    await call.send("PUT", "/library/sections/1/all", {
      query: [
        ["type", "1"],
        ["studio.value", "Everything"],
      ],
    });
    expect(pms.items().map(({ fields }) => fields.studio)).toEqual(["Everything", "Everything"]);
  });

  it("can be sent to the item itself, without .value", async () => {
    const { call, pms, owl } = await stages.start();
    await call.send("PUT", `/library/metadata/${owl.id}`, {
      query: [
        ["titleSort", "Owl"],
        ["titleSort.locked", "1"],
        ["rating", "7.5"],
      ],
    });
    expect(pms.item(owl.id).fields).toMatchObject({ titleSort: "Owl", rating: "7.5" });
    expect(pms.violations()).toEqual([]);
  });

  it.each([
    ["a bad date", ["originallyAvailableAt.value", "2021-13"]],
    ["a day that is none", ["originallyAvailableAt.value", "2021-02-45"]],
    ["text as a rating", ["audienceRating.value", "high"]],
    ["a rating above 10", ["rating.value", "11"]],
    ["text as a time", ["addedAt.value", "today"]],
  ] as const)("answers 500 and a page for %s", async (_what, edit) => {
    const { answer, item, owl } = await edited([edit]);
    expect(answer).toMatchObject({ status: 500, type: "text/html" });
    expect(item.fields).toEqual(owl.fields);
  });

  it("with an unknown field is a violation", async () => {
    const { pms } = await edited([["sumary.value", "A nest."]]);
    expect(pms.violations()).toEqual([
      "PUT /library/sections/{key}/all: unknown parameter sumary.value.",
    ]);
  });
});

describe("what a request leaves behind", () => {
  it("is in the list of writes, without the token", async () => {
    const { pms, owl, call } = await stages.start();
    await call.send("GET", `/library/metadata/${owl.id}`);
    await call.send("PUT", "/:/rate", {
      query: [
        ["key", String(owl.id)],
        ["identifier", "com.plexapp.plugins.library"],
        ["rating", "8"],
        ["X-Plex-Token", pms.token],
      ],
    });
    expect(pms.item(owl.id).fields.userRating).toBe("8");
    expect(pms.writes()).toEqual([
      {
        method: "PUT",
        path: "/:/rate",
        query: [
          ["key", String(owl.id)],
          ["identifier", "com.plexapp.plugins.library"],
          ["rating", "8"],
        ],
        bodyBytes: 0,
      },
    ]);
    expect(pms.requests()).toEqual(
      new Map([
        ["GET /library/metadata/{ids}", 1],
        ["PUT /:/rate", 1],
      ]),
    );
  });

  it.each([
    ["an unknown route", "GET", "/library/films", "GET /library/films: no such route is known."],
    [
      "an unknown parameter",
      "GET",
      "/library/sections?all=1",
      "GET /library/sections: unknown parameter all.",
    ],
  ])("is a violation for %s", async (_what, method, path, sentence) => {
    const { call, pms } = await stages.start();
    await call.send(method, path);
    expect(pms.violations()).toEqual([sentence]);
  });

  it("is a violation for a request line that is too long", async () => {
    const { answer, pms } = await edited([["summary.value", "x".repeat(9_000)]]);
    expect(answer.status).toBe(414);
    expect(pms.violations()).toHaveLength(1);
  });
});

describe("watch state", () => {
  it("is counted, and taken back, without moving updatedAt", async () => {
    const { call, pms, owl } = await stages.start();
    const query = [
      ["key", String(owl.id)],
      ["identifier", "com.plexapp.plugins.library"],
    ] as const;
    pms.tick(5_000);
    await call.send("GET", "/:/scrobble", { query });
    expect(pms.item(owl.id)).toMatchObject({ viewCount: 1, updatedAt: owl.updatedAt });
    await call.send("PUT", "/:/unscrobble", { query });
    expect(pms.item(owl.id).viewCount).toBe(0);
  });

  it("forgets a rating of -1", async () => {
    const { call, pms, owl } = await stages.start();
    const rate = (rating: string) =>
      call.send("PUT", "/:/rate", {
        query: [
          ["key", String(owl.id)],
          ["rating", rating],
        ],
      });
    await rate("6");
    await rate("-1");
    expect(pms.item(owl.id).fields).not.toHaveProperty("userRating");
  });
});
