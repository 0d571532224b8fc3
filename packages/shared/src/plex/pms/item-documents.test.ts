import { afterEach, describe, expect, it } from "@jest/globals";

import { type Answer, container, createPmsBench, page } from "../../../test/plex/canned-pms.ts";
import { failureOf } from "../../../test/plex/pms-failure.ts";

const bench = createPmsBench();
afterEach(bench.end);

const idsAsked = (path: string): number[] =>
  path.replace("/library/metadata/", "").split(",").map(Number);

const document = (id: number) => ({ ratingKey: String(id), guid: `local://${id}`, title: "A" });

/** Knows these items; `strict` answers 404 as soon as one of those asked for is unknown. */
const serverWith =
  (known: ReadonlySet<number>, strict: boolean): Answer =>
  ({ path }) => {
    const ids = idsAsked(path);
    const found = ids.filter((id) => known.has(id));
    if (found.length === 0 || (strict && found.length < ids.length)) return page(404, "Not Found");
    return container({ librarySectionID: 2, Metadata: found.map(document) });
  };

describe("an item's own document", () => {
  it("is read as recorded", async () => {
    const { client, pms } = await bench.connect(() =>
      container({
        librarySectionID: 1,
        Metadata: [
          {
            ratingKey: "12",
            guid: "tv.plex.agents.custom.stash2plex://movie/scene-3",
            type: "movie",
            title: "Rivers",
            titleSort: "rivers",
            summary: "One.\nTwo.",
            studio: "",
            contentRating: "XXX",
            originallyAvailableAt: "2019-05-04",
            userRating: 9.0,
            audienceRating: "7.5",
            viewCount: "2",
            thumb: "/library/metadata/12/thumb/1700000000",
            hasPremiumPrimaryExtra: "1",
            UltraBlurColors: { topLeft: "000000" },
            Genre: [{ id: 1, tag: "Nature" }, { tag: "A, B & C" }],
            Label: [{ tag: "kept" }],
            Role: [{ tag: "Ann Lee", role: "Guide", thumb: "http://x/a.jpg" }, { tag: "Bo" }],
            Guid: [{ id: "stashdb://1" }],
            Field: [
              { name: "title", locked: true },
              { name: "genre", locked: "1" },
              { name: "art", locked: false },
            ],
          },
        ],
      }),
    );
    const item = (await client.items([12])).get(12);
    expect(item).toEqual({
      id: 12,
      sectionKey: "1",
      guid: "tv.plex.agents.custom.stash2plex://movie/scene-3",
      type: "movie",
      title: "Rivers",
      year: null,
      addedAt: null,
      updatedAt: null,
      deletedAt: null,
      parts: [],
      scalars: {
        title: "Rivers",
        titleSort: "rivers",
        summary: "One.\nTwo.",
        contentRating: "XXX",
        originallyAvailableAt: "2019-05-04",
      },
      tags: { genre: ["Nature", "A, B & C"], collection: [], director: [], label: ["kept"] },
      roles: [
        { name: "Ann Lee", role: "Guide", thumb: "http://x/a.jpg" },
        { name: "Bo", role: null, thumb: null },
      ],
      externalIds: ["stashdb://1"],
      locked: new Set(["title", "genre"]),
      userRating: 9,
      audienceRating: 7.5,
      thumb: "/library/metadata/12/thumb/1700000000",
      art: null,
      viewCount: 2,
    });
    expect(Object.fromEntries(pms.received[0]?.query ?? [])).toEqual({
      skipRefresh: "1",
      includeGuids: "1",
    });
  });

  it.each([false, true])("unknown ones are missing (404 for a whole batch: %s)", async (strict) => {
    const { client } = await bench.connect(serverWith(new Set([1, 4, 5]), strict));
    const found = await client.items([1, 2, 3, 4, 5]);
    expect([...found.keys()].sort((a, b) => a - b)).toEqual([1, 4, 5]);
    expect(found.get(1)?.sectionKey).toBe("2");
  });

  it("of many items are read a hundred at a time, each once", async () => {
    const ids = Array.from({ length: 250 }, (_, index) => index + 1);
    const { client, pms } = await bench.connect(serverWith(new Set(ids), true));
    expect((await client.items([...ids, 1, 2])).size).toBe(250);
    expect(pms.received.map(({ path }) => idsAsked(path).length)).toEqual([100, 100, 50]);
  });

  it("of none asks nothing, and of no id is refused", async () => {
    const { client, pms } = await bench.connect(serverWith(new Set(), true));
    expect((await client.items([])).size).toBe(0);
    for (const id of [0, -1, 1.5, Number.NaN]) {
      expect((await failureOf(client.items([1, id]))).code).toBe("rejected");
    }
    expect(pms.received).toEqual([]);
  });

  it("other failures are not taken for unknown items", async () => {
    const { client } = await bench.connect(() => page(503, "Busy"));
    expect((await failureOf(client.items([1, 2]))).code).toBe("starting");
  });
});
