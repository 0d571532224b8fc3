import { afterEach, describe, expect, it } from "@jest/globals";

import {
  type Answer,
  createPmsBench,
  empty,
  page,
  type Received,
} from "../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../test/plex/pms-failure.ts";
import type { ItemEdit } from "./index.ts";

const bench = createPmsBench();
afterEach(bench.end);

const titleEdit: ItemEdit = { scalars: { title: "Rivers" }, lock: false };

const lineBytes = ({ method, path, rawQuery }: Received): number =>
  Buffer.byteLength(`${method} ${path}?${rawQuery} HTTP/1.1`);

/** Answers these one after the other, then success. */
const inTurn = (...replies: ReturnType<typeof page>[]): Answer => {
  const left = [...replies];
  return () => left.shift() ?? empty;
};

describe("an edit", () => {
  it("names section, type and item", async () => {
    const { client, pms } = await bench.connect(() => empty);
    await client.edit("3", 12, titleEdit);
    expect(pms.asked()).toEqual(["PUT /library/sections/3/all"]);
    expect(pms.received[0]?.rawQuery).toBe("type=1&id=12&title.value=Rivers&title.locked=0");
  });

  it("is never sent without an id: it would edit the whole section", async () => {
    const { client, pms } = await bench.connect(() => empty);
    for (const id of [0, -1, Number.NaN, Infinity, 1.5]) {
      const error = await failureOf(client.edit("1", id, titleEdit));
      expect(error).toMatchObject({ code: "rejected", class: "permanent", status: null });
      expect((await failureOf(client.setLocks("1", id, { title: true }))).code).toBe("rejected");
      expect((await failureOf(client.rate(id, 5))).code).toBe("rejected");
    }
    for (const key of ["", "1/all", "a"]) {
      expect((await failureOf(client.edit(key, 12, titleEdit))).code).toBe("rejected");
    }
    expect(pms.received).toEqual([]);
  });

  it("of nothing is not sent", async () => {
    const { client, pms } = await bench.connect(() => empty);
    expect((await failureOf(client.edit("1", 12, { lock: true }))).code).toBe("rejected");
    expect((await failureOf(client.setLocks("1", 12, {}))).code).toBe("rejected");
    expect(pms.received).toEqual([]);
  });

  it("with many tags goes in several requests, each of at most 8,000 bytes", async () => {
    const add = Array.from({ length: 400 }, (_, index) => `Föhrenwald & Ufer ${index}`);
    const { client, pms } = await bench.connect(() => empty, { url: "/a/sub/path" });
    await client.edit("1", 12, { tags: { genre: { add, remove: [] } }, lock: true });
    expect(pms.received.length).toBeGreaterThan(1);
    for (const request of pms.received) {
      expect(lineBytes(request)).toBeLessThanOrEqual(8_000);
      expect(request.query.get("id")).toBe("12");
      expect(request.query.get("genre.locked")).toBe("1");
    }
    const sent = pms.received.flatMap(({ query }) =>
      [...query].filter(([name]) => name.endsWith(".tag.tag")).map(([, tag]) => tag),
    );
    expect(sent).toEqual(add);
  });

  it("sends what may be too long last, so that all else is in its place", async () => {
    const { client, pms } = await bench.connect((request) =>
      lineBytes(request) > 8_192 ? page(414, "URI Too Long") : empty,
    );
    const edit = {
      scalars: { summary: "é".repeat(1_500) },
      tags: { genre: { add: ["Nature"], remove: [] } },
      lock: false,
    };
    const error = await failureOf(client.edit("1", 12, edit));
    expect(error).toMatchObject({ code: "rejected", status: 414 });
    expect(pms.received.map(({ query }) => query.has("summary.value"))).toEqual([false, true]);
  });

  it("that meets 500 is tried once more", async () => {
    const { client, pms } = await bench.connect(inTurn(page(500, "Internal Server Error")));
    await client.edit("1", 12, titleEdit);
    expect(pms.received).toHaveLength(2);
  });

  it("that meets 500 twice is refused for good: the value cannot be used", async () => {
    const { client, pms } = await bench.connect(() => page(500, "Internal Server Error"));
    const error = await failureOf(client.edit("1", 12, titleEdit));
    expect(error).toMatchObject({ code: "rejected", class: "permanent", status: 500 });
    expect(error.message).toMatch(/refused to edit item 12 \(500\)/);
    expect(pms.received).toHaveLength(2);
  });

  it("of which one value is refused brings the others, and names the field", async () => {
    const edit: ItemEdit = {
      scalars: { title: "Rivers", originallyAvailableAt: "2024-02-30" },
      tags: { genre: { add: ["Water"], remove: ["Sea"] } },
      actors: [{ name: "Ada Berg" }],
      lock: false,
    };
    const taken: string[] = [];
    const { client } = await bench.connect(({ rawQuery }) => {
      if (rawQuery.includes("originallyAvailableAt")) return page(500, "Internal Server Error");
      taken.push(rawQuery.replace("type=1&id=12&", ""));
      return empty;
    });
    const error = await failureOf(client.edit("1", 12, edit));
    expect(error).toMatchObject({ code: "rejected", class: "permanent", status: 500 });
    expect(error.message).toMatch(/refused to edit originallyAvailableAt of item 12 \(500\)/);
    expect(taken).toEqual([
      "genre%5B%5D.tag.tag-=Sea&genre.locked=0",
      "title.value=Rivers&title.locked=0",
      "genre%5B%5D.tag.tag-=Sea&genre.locked=0",
      "genre%5B0%5D.tag.tag=Water&genre.locked=0",
      "actor%5B0%5D.tag.tag=Ada%20Berg&actor.locked=0",
    ]);
  });

  it("that is refused as a whole, though each field alone is taken, succeeds", async () => {
    const { client, pms } = await bench.connect(inTurn(page(400, "Bad Request")));
    await client.edit("1", 12, { scalars: { title: "Rivers", summary: "Wide." }, lock: false });
    expect(pms.received.map(({ rawQuery }) => rawQuery)).toEqual([
      "type=1&id=12&title.value=Rivers&title.locked=0&summary.value=Wide.&summary.locked=0",
      "type=1&id=12&title.value=Rivers&title.locked=0",
      "type=1&id=12&summary.value=Wide.&summary.locked=0",
    ]);
  });

  it("that meets 500 and then a restart is tried later", async () => {
    const { client } = await bench.connect(inTurn(page(500, "Fault"), page(503, "Starting")));
    expect(await failureOf(client.edit("1", 12, titleEdit))).toMatchObject({
      code: "starting",
      class: "down",
    });
  });

  it("that is refused for another reason is not tried again", async () => {
    const { client, pms } = await bench.connect(() => page(400, "Bad Request"));
    expect((await failureOf(client.edit("1", 12, titleEdit))).code).toBe("rejected");
    expect(pms.received).toHaveLength(1);
  });

  it("is not judged by the body of the answer", async () => {
    const { client } = await bench.connect(() => ({ body: "{broken" }));
    await expect(client.edit("1", 12, titleEdit)).resolves.toBeUndefined();
  });
});

describe("locks", () => {
  it("are set and taken away without touching a value", async () => {
    const { client, pms } = await bench.connect(() => empty);
    await client.setLocks("1", 12, { genre: false, thumb: true });
    expect(pms.received[0]?.rawQuery).toBe("type=1&id=12&genre.locked=0&thumb.locked=1");
  });
});

describe("a rating", () => {
  it.each([
    [7.5, "7.5"],
    [0, "0"],
    [null, "-1"],
  ])("of %j is sent as %s", async (rating, sent) => {
    const { client, pms } = await bench.connect(() => empty);
    await client.rate(12, rating);
    expect(pms.asked()).toEqual(["PUT /:/rate"]);
    expect(Object.fromEntries(pms.received[0]?.query ?? [])).toEqual({
      key: "12",
      identifier: "com.plexapp.plugins.library",
      rating: sent,
    });
  });
});
