import { afterEach, describe, expect, it } from "@jest/globals";

import type { PmsServerOptions } from "./options.ts";
import { createStages, OWL_GUID } from "./test-stage.ts";

const stages = createStages();
afterEach(() => stages.stop());

const tags = (...names: string[]) => names.map((tag) => ({ tag }));

async function imported(options: PmsServerOptions, ...descriptions: object[]) {
  const stage = await stages.withProvider(options);
  const { call, pms, owl } = stage;
  stage.describe(descriptions[0] ?? {});
  await call.send("PUT", `/library/metadata/${owl.id}/match`, {
    query: [
      ["guid", OWL_GUID],
      ["name", "Scene 12"],
    ],
  });
  await pms.idle();
  for (const description of descriptions.slice(1)) {
    stage.describe(description);
    await call.send("PUT", `/library/metadata/${owl.id}/refresh`);
    await pms.idle();
  }
  return { ...stage, item: pms.item(owl.id) };
}

describe("a refresh", () => {
  it("takes over what the provider says, by the stored guid", async () => {
    const { item, pms, provider } = await imported(
      {},
      {
        title: "Owls",
        summary: "A nest.",
        originallyAvailableAt: "2021-05-01",
        year: 2021,
        Director: tags("Di"),
        Role: [{ tag: "Ada", role: "Herself", thumb: "http://pictures.test/a.jpg" }],
        Guid: [{ id: "stashdb://1" }],
      },
    );
    expect(item).toMatchObject({
      guid: OWL_GUID,
      fields: {
        title: "Owls",
        summary: "A nest.",
        originallyAvailableAt: "2021-05-01",
        year: "2021",
      },
      tags: { director: ["Di"] },
      roles: [{ name: "Ada", role: "Herself", thumb: "http://pictures.test/a.jpg" }],
      externalIds: ["stashdb://1"],
      problem: null,
    });
    expect(provider.requests.filter(({ method }) => method === "POST")).toEqual([]);
    expect(pms.violations()).toEqual([]);
  });

  it.each([
    [true, ["Birds"]],
    [false, ["Birds", "Night"]],
  ])("brings only the first genre (%s)", async (firstGenreOnly, genre) => {
    const { item } = await imported({ firstGenreOnly }, { Genre: tags("Birds", "Night") });
    expect(item.tags.genre).toEqual(genre);
  });

  it.each([
    [true, ["A", "B"], ["Bo", "Ada"]],
    [false, ["B"], ["Bo"]],
  ])("keeps stale tags (%s)", async (keepsStaleTags, collection, cast) => {
    const { item } = await imported(
      { keepsStaleTags },
      { Collection: tags("A"), Role: tags("Ada") },
      { Collection: tags("B"), Role: tags("Bo") },
    );
    expect(item.tags.collection).toEqual(collection);
    expect(item.roles.map(({ name }) => name)).toEqual(cast);
  });

  it.each([
    [{}, "Old"],
    [{ omittedClears: true }, undefined],
  ])("leaves a field that is not sent as %o says", async (options, summary) => {
    const { item } = await imported(options, { summary: "Old" }, {});
    expect(item.fields.summary).toBe(summary);
  });

  it("skips locked fields", async () => {
    const { pms, owl, describe: say } = await imported({}, { title: "Owls", Genre: tags("Birds") });
    pms.setField(owl.id, "title", "Mine");
    pms.setField(owl.id, "genre", ["Mine"]);
    say({ title: "Others", Genre: tags("Night") });
    await pms.refresh(owl.id);
    expect(pms.item(owl.id)).toMatchObject({
      fields: { title: "Mine" },
      tags: { genre: ["Mine"] },
    });
  });

  it("keeps what it had when the provider fails", async () => {
    const { pms, owl, provider } = await imported({}, { summary: "A nest." });
    await provider.stop();
    await pms.refresh(owl.id);
    expect(pms.item(owl.id)).toMatchObject({
      fields: { summary: "A nest." },
      problem: { during: "metadata" },
    });
  });

  it("does nothing to an item that nobody knows", async () => {
    const { call, pms, owl, provider } = await stages.withProvider();
    const before = provider.requests.length;
    await call.send("PUT", `/library/metadata/${owl.id}/refresh`);
    await pms.idle();
    expect(provider.requests).toHaveLength(before);
    expect(pms.item(owl.id)).toEqual(owl);
  });
});

describe("a match", () => {
  it("keeps the watch state and refreshes", async () => {
    const { call, pms, owl } = await stages.withProvider();
    pms.watch(owl.id);
    await call.send("PUT", `/library/metadata/${owl.id}/match`, { query: [["guid", OWL_GUID]] });
    await pms.idle();
    expect(pms.item(owl.id)).toMatchObject({ viewCount: 1, fields: { title: "Scene 12" } });
  });

  it.each(["GET", "PUT"])("is offered by %s, with the file name", async (method) => {
    const { call, owl, pms, provider } = await stages.withProvider();
    const found = await call.json(method, `/library/metadata/${owl.id}/matches`, {
      query: [["manual", "1"]],
    });
    expect(found.SearchResult).toMatchObject([{ guid: OWL_GUID, name: "Scene 12", score: 100 }]);
    expect(provider.requests.at(-1)?.body).toMatchObject({
      filename: "Owl Nest (2021).mp4",
      manual: 1,
    });
    expect(pms.writes()).toEqual([]);
    expect(pms.violations()).toEqual([]);
  });

  it("is undone: what the agent brought is gone, what is locked stays", async () => {
    const { call, pms, owl } = await imported(
      {},
      { title: "Owls", summary: "A nest.", Genre: tags("Birds") },
    );
    pms.setField(owl.id, "summary", "Mine");
    await call.send("PUT", `/library/metadata/${owl.id}/unmatch`);
    expect(pms.item(owl.id)).toMatchObject({
      guid: `tv.plex.agents.none://${owl.id}`,
      fields: { title: "Owl Nest", summary: "Mine" },
      tags: {},
    });
  });
});
