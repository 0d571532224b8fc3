import { afterEach, describe, expect, it } from "@jest/globals";

import {
  container,
  createPmsBench,
  empty,
  page,
  type Received,
  routes,
} from "../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../test/plex/pms-failure.ts";
import { silentLogger } from "../../log.ts";

const bench = createPmsBench();
afterEach(bench.end);

const section = (key: string | number, title = "Films") => ({
  key,
  type: "movie",
  title,
  agent: "tv.plex.agents.movie",
  scanner: "Plex Movie",
  language: "en-US",
  uuid: "u-1",
  refreshing: false,
  Location: [{ id: 1, path: "/films" }],
  metadataAgentProviderGroupId: 1,
});

describe("sections", () => {
  it("are read as recorded", async () => {
    const { client, pms } = await bench.connect(() => container({ Directory: [section("1")] }));
    expect(await client.sections()).toEqual([
      {
        key: "1",
        uuid: "u-1",
        title: "Films",
        type: "movie",
        agent: "tv.plex.agents.movie",
        scanner: "Plex Movie",
        language: "en-US",
        locations: [{ id: 1, path: "/films" }],
        refreshing: false,
        providerGroupId: 1,
      },
    ]);
    expect(pms.asked()).toEqual(["GET /library/sections"]);
  });

  it("are read where the document's route is the only one", async () => {
    const { client, pms } = await bench.connect(
      routes({ "GET /library/sections/all": container({ Directory: [section(2)] }) }),
    );
    expect(await client.sections()).toMatchObject([{ key: "2" }]);
    expect(pms.asked()).toEqual(["GET /library/sections", "GET /library/sections/all"]);
  });

  it("without a group, with odd flags, and broken ones", async () => {
    const lines: unknown[] = [];
    const logger = {
      ...silentLogger,
      debug: (_event: string, fields?: unknown) => lines.push(fields),
    };
    const legacy = { ...section("3"), metadataAgentProviderGroupId: undefined };
    const Directory = [
      { ...legacy, refreshing: "1", Location: { id: "4", path: "/a" } },
      { key: "x" },
    ];
    const { client } = await bench.connect(() => container({ Directory }), { logger });
    expect(await client.sections()).toMatchObject([
      { key: "3", refreshing: true, providerGroupId: null, locations: [{ id: 4, path: "/a" }] },
    ]);
    expect(lines).toHaveLength(1);
  });

  it("of a new server are none", async () => {
    const { client } = await bench.connect(() => container({ size: 0 }));
    expect(await client.sections()).toEqual([]);
  });
});

describe("an identity", () => {
  it("of something else is no Plex", async () => {
    const { client } = await bench.connect(() => container({ size: 0 }));
    expect((await failureOf(client.identity())).code).toBe("not-pms");
  });
});

describe("collections", () => {
  it("are read page by page, with counts as text", async () => {
    const all = Array.from({ length: 501 }, (_, index) => ({
      ratingKey: String(index + 1),
      title: `Lakes ${index}`,
      childCount: "3",
    }));
    const { client, pms } = await bench.connect(({ query }) => {
      const start = Number(query.get("X-Plex-Container-Start"));
      return container({ Metadata: all.slice(start, start + 500), totalSize: 501 });
    });
    const collections = await client.collections("1");
    expect(collections).toHaveLength(501);
    expect(collections[500]).toEqual({ id: 501, title: "Lakes 500", childCount: 3 });
    expect(pms.asked()).toEqual(
      Array.from({ length: 2 }, () => "GET /library/sections/1/collections"),
    );
  });
});

describe("the agent of a section", () => {
  it("is said together with its group", async () => {
    const { client, pms } = await bench.connect(() => empty);
    await client.assignSection("3", { identifier: "tv.plex.agents.custom.x", providerGroupId: 4 });
    expect(pms.asked()).toEqual(["PUT /library/sections/3"]);
    expect(pms.received[0]?.query.get("agent")).toBe("tv.plex.agents.custom.x");
    expect(pms.received[0]?.query.get("metadataAgentProviderGroupId")).toBe("4");
  });
});

describe("a new section", () => {
  const wanted = {
    name: "Films",
    locations: ["/a", "/b & c"],
    agent: "tv.plex.agents.custom.x",
    providerGroupId: 4,
  };
  /** Has a section of the same name before; the new one appears after the post. */
  const serverThat = (posts: (request: Received) => ReturnType<typeof page>) => {
    let made = false;
    return (request: Received) => {
      if (request.method === "POST") {
        const reply = posts(request);
        made = typeof reply === "object" && (reply.status ?? 200) === 200;
        return reply;
      }
      return container({ Directory: made ? [section("1"), section("2")] : [section("1")] });
    };
  };

  it("is made as clients make it, and found by what is new", async () => {
    const { client, pms } = await bench.connect(serverThat(() => ({ body: "{broken" })));
    expect((await client.createSection(wanted)).key).toBe("2");
    const post = pms.received.find(({ method }) => method === "POST");
    expect(post?.path).toBe("/library/sections");
    expect([...(post?.query ?? [])]).toEqual([
      ["name", "Films"],
      ["agent", "tv.plex.agents.custom.x"],
      ["scanner", "Plex Movie"],
      ["language", "en-US"],
      ["metadataAgentProviderGroupId", "4"],
      ["type", "movie"],
      ["location", "/a"],
      ["location", "/b & c"],
    ]);
  });

  it("is made as documented where that is not known", async () => {
    const { client, pms } = await bench.connect(
      serverThat(({ path }) => (path.endsWith("/all") ? empty : page(404, "Not Found"))),
    );
    expect((await client.createSection({ ...wanted, language: "de-DE" })).key).toBe("2");
    const post = pms.received.filter(({ method }) => method === "POST").at(-1);
    expect(post?.query.get("type")).toBe("1");
    expect(post?.query.getAll("locations")).toEqual(wanted.locations);
    expect(post?.query.get("language")).toBe("de-DE");
  });

  it("that is refused is not asked for in another way", async () => {
    const { client, pms } = await bench.connect(serverThat(() => page(400, "Bad Request")));
    expect((await failureOf(client.createSection(wanted))).code).toBe("rejected");
    expect(pms.received.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("that does not appear is a fault", async () => {
    const { client } = await bench.connect(({ method }) =>
      method === "POST" ? empty : container({ Directory: [section("1")] }),
    );
    expect((await failureOf(client.createSection(wanted))).message).toMatch(/does not list it/);
  });
});
