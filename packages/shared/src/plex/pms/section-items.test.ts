import { afterEach, describe, expect, it } from "@jest/globals";

import { type Answer, container, createPmsBench, routes } from "../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../test/plex/pms-failure.ts";
import { silentLogger } from "../../log.ts";
import type { PmsClient, SectionPage, SectionQuery } from "./index.ts";

const bench = createPmsBench();
afterEach(bench.end);

/** As a listing shows a film: cut lists, ids as text (docs/reference/plex-contract.md, section 11). */
const film = (id: number): Readonly<Record<string, unknown>> => ({
  ratingKey: String(id),
  key: `/library/metadata/${id}`,
  guid: `tv.plex.agents.custom.stash2plex://movie/scene-${id}`,
  type: "movie",
  title: `Rivers ${id}`,
  addedAt: 1_700_000_000 + id,
  Media: [{ id: 9, videoResolution: "1080", Part: [{ id, file: `/films/${id}.mp4`, size: 10 }] }],
});

const films = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => film(from + index));

const collect = async (client: PmsClient, query: SectionQuery = {}): Promise<SectionPage[]> => {
  const pages: SectionPage[] = [];
  for await (const page of client.sectionItems("1", query)) pages.push(page);
  return pages;
};

const idsOf = (pages: readonly SectionPage[]): number[] =>
  pages.flatMap(({ items }) => items.map(({ id }) => id));

/** A section of so many films; `total` is what it says of its length. */
const sectionOf =
  (count: number, total: number | undefined, largestPage = Infinity): Answer =>
  ({ query }) => {
    const start = Number(query.get("X-Plex-Container-Start"));
    const size = Math.min(Number(query.get("X-Plex-Container-Size")), largestPage, count - start);
    return container({
      size: Math.max(size, 0),
      ...(total !== undefined && { totalSize: total, offset: start }),
      librarySectionID: 1,
      // An empty list has no key.
      ...(size > 0 && { Metadata: films(start + 1, size) }),
    });
  };

describe("the pages of a section", () => {
  it("are asked for with both forms of paging, in an order that additions do not move", async () => {
    const { client, pms } = await bench.connect(sectionOf(3, 3));
    expect(await collect(client, { pageSize: 2 })).toMatchObject([
      { offset: 0, total: 3, items: [{ id: 1 }, { id: 2 }] },
      { offset: 2, total: 3, items: [{ id: 3 }] },
    ]);
    expect(pms.asked()).toEqual(Array.from({ length: 2 }, () => "GET /library/sections/1/all"));
    expect(pms.received.map(({ headers }) => headers["x-plex-container-start"])).toEqual([
      "0",
      "2",
    ]);
    expect(pms.received[1]?.headers["x-plex-container-size"]).toBe("2");
    expect(Object.fromEntries(pms.received[1]?.query ?? [])).toEqual({
      type: "1",
      sort: "addedAt:asc",
      "X-Plex-Container-Start": "2",
      "X-Plex-Container-Size": "2",
    });
  });

  it.each([
    ["a length that is right", 5, 5, Infinity],
    ["no length", 5, undefined, Infinity],
    ["a length that is too small", 5, 1, Infinity],
    ["a length that is too large", 5, 99, Infinity],
    ["no length, and a full last page", 4, undefined, Infinity],
    ["a server that gives smaller pages than asked for", 5, 5, 1],
    ["an empty section", 0, 0, Infinity],
    ["an empty section without a length", 0, undefined, Infinity],
  ])("end where the section ends: %s", async (_name, count, total, largestPage) => {
    const { client, pms } = await bench.connect(sectionOf(count, total, largestPage));
    const pages = await collect(client, { pageSize: 2 });
    expect(idsOf(pages)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(pms.received.length).toBeLessThanOrEqual(count + 2);
  });

  it("end after one when the server does not page", async () => {
    const { client, pms } = await bench.connect(() => container({ Metadata: films(1, 5) }));
    expect(idsOf(await collect(client, { pageSize: 2 }))).toEqual([1, 2, 3, 4, 5]);
    expect(pms.received).toHaveLength(1);
  });

  it("that repeat are a fault, not an endless list", async () => {
    const { client } = await bench.connect(() => container({ Metadata: films(1, 2) }));
    const error = await failureOf(collect(client, { pageSize: 2 }));
    expect(error).toMatchObject({ code: "server-error", class: "temporary" });
    expect(error.message).toMatch(/same page of a list twice/);
  });

  it("are asked for when the last one was taken", async () => {
    const { client, pms } = await bench.connect(sectionOf(6, 6));
    for await (const { offset } of client.sectionItems("1", { pageSize: 2 })) {
      expect(pms.received).toHaveLength(offset / 2 + 1);
      if (offset === 2) break;
    }
    expect(pms.received).toHaveLength(2);
  });

  it("have 500 items unless told otherwise", async () => {
    const { client, pms } = await bench.connect(sectionOf(1, 1));
    await collect(client);
    expect(pms.received[0]?.query.get("X-Plex-Container-Size")).toBe("500");
  });

  it("can be of what changed, of one guid, or of the trash", async () => {
    const { client, pms } = await bench.connect(sectionOf(0, 0));
    const guid = "tv.plex.agents.custom.stash2plex://movie/scene-1";
    await collect(client, { updatedSince: 1_700_000_000, addedSince: 1_600_000_000 });
    await collect(client, { guid, trash: true });
    // Inclusive for us, later than for Plex.
    expect(pms.received[0]?.rawQuery).toMatch(
      /^type=1&updatedAt%3E%3E=1699999999&addedAt%3E%3E=1599999999&sort=/,
    );
    expect(pms.received[1]?.query.get("guid")).toBe(guid);
    expect(pms.received[1]?.query.get("trash")).toBe("1");
  });

  it("leave out what cannot be understood, and say so", async () => {
    const lines: unknown[] = [];
    const logger = {
      ...silentLogger,
      debug: (_event: string, fields?: unknown) => lines.push(fields),
    };
    const broken = [{ ...film(2), ratingKey: "none" }, { ...film(3), type: 7 }, "film"];
    const { client } = await bench.connect(
      () => container({ Metadata: [film(1), ...broken, film(5)], totalSize: 5 }),
      { logger },
    );
    expect(idsOf(await collect(client, { pageSize: 10 }))).toEqual([1, 5]);
    expect(lines).toEqual([{ fields: "ratingKey" }, { fields: "type" }, { fields: "" }]);
  });

  it("hold an item without a guid: nobody has claimed it yet", async () => {
    const { client } = await bench.connect(() =>
      container({ Metadata: [{ ...film(3), guid: undefined }] }),
    );
    const [page] = await collect(client, { pageSize: 10 });
    expect(page?.items).toMatchObject([{ id: 3, guid: "" }]);
  });

  it("hold a page of which nothing is understood, and go on behind it", async () => {
    const { client } = await bench.connect(({ query }) =>
      query.get("X-Plex-Container-Start") === "0"
        ? container({ Metadata: [{ title: "a" }, { title: "b" }] })
        : container({ Metadata: [film(3)] }),
    );
    expect(idsOf(await collect(client, { pageSize: 2 }))).toEqual([3]);
  });

  it("are never asked for without a section", async () => {
    const { client, pms } = await bench.connect(sectionOf(0, 0));
    for (const key of ["", "all", "1/all", " "]) {
      const pages = client.sectionItems(key)[Symbol.asyncIterator]();
      expect((await failureOf(pages.next())).code).toBe("rejected");
    }
    expect(pms.received).toEqual([]);
  });
});

describe("an item of a listing", () => {
  const only = async (item: Readonly<Record<string, unknown>>) => {
    const { client } = await bench.connect(() => container({ Metadata: [item] }));
    const [page] = await collect(client);
    return page?.items[0];
  };

  it("is read as recorded", async () => {
    expect(await only(film(7))).toEqual({
      id: 7,
      sectionKey: "1",
      guid: "tv.plex.agents.custom.stash2plex://movie/scene-7",
      type: "movie",
      title: "Rivers 7",
      year: null,
      addedAt: 1_700_000_007,
      updatedAt: null,
      deletedAt: null,
      parts: [{ id: 7, file: "/films/7.mp4", size: 10, duration: null }],
    });
  });

  it("is read when numbers are text, and text is a number", async () => {
    const part = { id: "8", file: "/films/8.mp4", size: "10", duration: "60000" };
    const item = {
      ratingKey: 8,
      librarySectionID: 3,
      guid: "local://8",
      title: 1917,
      year: "2019",
      updatedAt: "1700000000",
      deletedAt: 1_700_000_001,
      Media: { Part: part },
    };
    expect(await only(item)).toMatchObject({
      id: 8,
      sectionKey: "3",
      title: "1917",
      year: 2019,
      updatedAt: 1_700_000_000,
      deletedAt: 1_700_000_001,
      parts: [{ id: 8, file: "/films/8.mp4", size: 10, duration: 60_000 }],
    });
  });

  it.each([[undefined], [null], [""]])("is there also with %p for a guid", async (guid) => {
    expect(await only({ ...film(9), guid })).toMatchObject({ id: 9, guid: "" });
  });

  it("keeps what is understood beside values that are not", async () => {
    const item = { ...film(9), year: "soon", addedAt: null, Media: [{ Part: [{ id: 1 }] }, 5] };
    expect(await only(item)).toMatchObject({ id: 9, year: null, addedAt: null, parts: [] });
  });
});

describe("a section of which several files make one item", () => {
  it("has all its parts", async () => {
    const part = (id: number) => ({ id, file: `/films/cd${id}.mp4` });
    const Media = [{ Part: [part(1), part(2)] }, { Part: [part(3)] }];
    const { client } = await bench.connect(
      routes({ "GET /library/sections/1/all": container({ Metadata: [{ ...film(1), Media }] }) }),
    );
    const [page] = await collect(client);
    expect(page?.items[0]?.parts.map(({ file }) => file)).toEqual([
      "/films/cd1.mp4",
      "/films/cd2.mp4",
      "/films/cd3.mp4",
    ]);
  });
});
