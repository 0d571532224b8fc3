import { afterEach, describe, expect, it } from "@jest/globals";

import { container, createPmsBench, empty, page, routes } from "../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../test/plex/pms-failure.ts";

const bench = createPmsBench();
afterEach(bench.end);

const guid = "tv.plex.agents.custom.stash2plex://movie/scene-3";
const matchesPath = "/library/metadata/12/matches";

describe("candidates of a match", () => {
  const result = { guid, name: "Rivers", year: "2019", score: 99, lifespanEnded: false };

  it("are asked for by GET", async () => {
    const { client, pms } = await bench.connect(() => container({ SearchResult: [result] }));
    expect(await client.matchCandidates(12)).toEqual([
      { guid, name: "Rivers", year: 2019, score: 99 },
    ]);
    expect(pms.asked()).toEqual([`GET ${matchesPath}`]);
    expect(pms.received[0]?.rawQuery).toBe("manual=1");
  });

  it("of a typed search say title and year both, empty ones too", async () => {
    const { client, pms } = await bench.connect(() => container({}));
    expect(await client.matchCandidates(12, { title: "scene-3 & more" })).toEqual([]);
    await client.matchCandidates(12, { year: 2019, agent: "tv.plex.agents.movie" });
    expect(pms.received.map(({ rawQuery }) => rawQuery)).toEqual([
      "manual=1&title=scene-3%20%26%20more&year=",
      "manual=1&title=&year=2019&agent=tv.plex.agents.movie",
    ]);
  });

  it.each([404, 405])("are asked for as documented where GET answers %d", async (status) => {
    const { client, pms } = await bench.connect(
      routes({
        [`GET ${matchesPath}`]: page(status, "No"),
        [`PUT ${matchesPath}`]: container({ Metadata: [{ guid, title: "Rivers" }] }),
      }),
    );
    expect(await client.matchCandidates(12)).toEqual([
      { guid, name: "Rivers", year: null, score: null },
    ]);
    expect(pms.asked()).toEqual([`GET ${matchesPath}`, `PUT ${matchesPath}`]);
  });

  it("of an unknown item are not found, either way", async () => {
    const { client } = await bench.connect(() => page(404, "Not Found"));
    expect((await failureOf(client.matchCandidates(12))).code).toBe("not-found");
  });

  it("are asked for once when the server fails otherwise", async () => {
    const { client, pms } = await bench.connect(() => page(500, "Fault"));
    expect((await failureOf(client.matchCandidates(12))).code).toBe("server-error");
    expect(pms.received).toHaveLength(1);
  });
});

describe("what changes a match", () => {
  it("is sent as clients send it, and its answer is not read", async () => {
    const { client, pms } = await bench.connect(() => ({ body: "{broken" }));
    await client.match(12, { guid, name: "Rivers & co", year: 2019 });
    await client.match(12, { guid, name: "Rivers" });
    await client.unmatch(12);
    await client.refresh(12);
    expect(pms.received.map(({ method, path, query }) => [method, path, [...query]])).toEqual([
      [
        "PUT",
        "/library/metadata/12/match",
        [
          ["guid", guid],
          ["name", "Rivers & co"],
          ["year", "2019"],
        ],
      ],
      [
        "PUT",
        "/library/metadata/12/match",
        [
          ["guid", guid],
          ["name", "Rivers"],
        ],
      ],
      ["PUT", "/library/metadata/12/unmatch", []],
      ["PUT", "/library/metadata/12/refresh", []],
    ]);
  });

  it("is never sent without an item", async () => {
    const { client, pms } = await bench.connect(() => empty);
    const calls = [
      client.match(0, { guid, name: "Rivers" }),
      client.unmatch(0),
      client.refresh(0),
      client.matchCandidates(0),
    ];
    for (const call of calls) expect((await failureOf(call)).code).toBe("rejected");
    expect(pms.received).toEqual([]);
  });
});

describe("a scan", () => {
  const path = "/library/sections/1/refresh";

  it("is of a section, or of one folder", async () => {
    const { client, pms } = await bench.connect(() => empty);
    await client.scan("1");
    await client.scan("1", "/films/A & B");
    expect(pms.received.map(({ method, rawQuery }) => [method, rawQuery])).toEqual([
      ["GET", ""],
      ["GET", "path=%2Ffilms%2FA%20%26%20B"],
    ]);
  });

  it.each([404, 405])("is posted where GET answers %d", async (status) => {
    const { client, pms } = await bench.connect(
      routes({ [`GET ${path}`]: page(status, "No"), [`POST ${path}`]: empty }),
    );
    await client.scan("1", "/films");
    expect(pms.asked()).toEqual([`GET ${path}`, `POST ${path}`]);
    expect(pms.received[1]?.query.get("path")).toBe("/films");
  });
});
