import { afterEach, describe, expect, it } from "@jest/globals";

import { container, createPmsBench, empty } from "../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../test/plex/pms-failure.ts";

const bench = createPmsBench();
afterEach(bench.end);

const sha1 = "0123456789abcdef0123456789abcdef01234567";

describe("an item's pictures", () => {
  it.each([
    ["poster", "/library/metadata/12/posters"],
    ["art", "/library/metadata/12/arts"],
  ] as const)("%s: are listed by the plural", async (kind, path) => {
    const Metadata = [
      { key: "a", ratingKey: `upload://posters/${sha1.toUpperCase()}`, selected: "1" },
      { key: "b", ratingKey: `metadata://posters/tv.plex.agents.movie_${sha1}`, selected: false },
      { key: "c", ratingKey: "https://example.org/poster.jpg" },
      { key: "d", ratingKey: "upload://posters/not-a-hash", selected: 0 },
      { key: "e" },
    ];
    const { client, pms } = await bench.connect(() => container({ Metadata }));
    expect(await client.artList(12, kind)).toEqual([
      { ratingKey: `upload://posters/${sha1.toUpperCase()}`, selected: true, uploadSha1: sha1 },
      {
        ratingKey: `metadata://posters/tv.plex.agents.movie_${sha1}`,
        selected: false,
        uploadSha1: null,
      },
      { ratingKey: "https://example.org/poster.jpg", selected: false, uploadSha1: null },
      { ratingKey: "upload://posters/not-a-hash", selected: false, uploadSha1: null },
    ]);
    expect(pms.asked()).toEqual([`GET ${path}`]);
  });

  it("may be none, and may be called photos", async () => {
    const { client } = await bench.connect(({ path }) =>
      container(path.endsWith("arts") ? {} : { Photo: { ratingKey: "media://1", selected: true } }),
    );
    expect(await client.artList(12, "art")).toEqual([]);
    expect(await client.artList(12, "poster")).toMatchObject([{ selected: true }]);
  });
});

describe("an upload", () => {
  it("is the bytes and nothing else", async () => {
    const { client, pms } = await bench.connect(() => empty);
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await client.uploadArt(12, "poster", bytes);
    await client.uploadArt(12, "art", bytes);
    expect(pms.asked()).toEqual([
      "POST /library/metadata/12/posters",
      "POST /library/metadata/12/arts",
    ]);
    expect(pms.received[0]?.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-length": "256",
    });
    expect(pms.received[0]?.body.equals(bytes)).toBe(true);
  });

  it("may have 10,480,000 bytes and not one more", async () => {
    const { client, pms } = await bench.connect(() => empty);
    const error = await failureOf(client.uploadArt(12, "poster", new Uint8Array(10_480_001)));
    expect(error).toMatchObject({ code: "rejected", class: "permanent" });
    expect(error.message).toMatch(/10\.5 MB.*less than 10 MB\. Choose a smaller cover/);
    expect(pms.received).toEqual([]);
    await client.uploadArt(12, "poster", new Uint8Array(10_480_000));
    expect(pms.received[0]?.body).toHaveLength(10_480_000);
  });
});

describe("a selection", () => {
  it("is by the singular, and is answered with text", async () => {
    const { client, pms } = await bench.connect(() => ({ body: "/library/metadata/12/thumb/1" }));
    await client.selectArt(12, "poster", `upload://posters/${sha1}`);
    await client.selectArt(12, "art", "https://example.org/a.jpg?b=c&d");
    expect(pms.asked()).toEqual([
      "PUT /library/metadata/12/poster",
      "PUT /library/metadata/12/art",
    ]);
    expect(pms.received.map(({ query }) => query.get("url"))).toEqual([
      `upload://posters/${sha1}`,
      "https://example.org/a.jpg?b=c&d",
    ]);
  });
});
