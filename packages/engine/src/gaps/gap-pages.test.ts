import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { createGapsFixture, type GapsFixture } from "../../test/gaps-fixture.ts";
import type { GapQuery, GapSort } from "./gap.ts";

const root = "/data/media";

describe("pages of gaps", () => {
  let f: GapsFixture;

  beforeAll(async () => {
    f = createGapsFixture();
    f.pms.addSection({ key: "2", title: "Clips", locations: [{ id: 2, path: "/data/clips" }] });
    for (let id = 101; id < 110; id += 1) {
      f.addFiles(id, [`${root}/x/New ${id}.mp4`], { title: `Film ${200 - id}` });
    }
    await f.compare();
    await f.base.clock.advance(60_000);
    f.addFiles(110, ["/data/clips/100% Ärger_a.mp4"], { sectionKey: "2", title: "Ärger" });
    f.addFiles(111, ["/data/clips/100x Lake.mp4"], { sectionKey: "2", title: "film 5" });
    f.addScene(1, [`${root}/x/Far.mp4`]);
    await f.compare();
  });
  afterAll(async () => {
    await f.dispose();
  });

  const all = async (query: Partial<GapQuery>): Promise<readonly (string | null)[]> => {
    const titles: (string | null)[] = [];
    for (let cursor: string | null = null, page = 0; page < 20; page += 1) {
      const { gaps, next }: Awaited<ReturnType<GapsFixture["service"]["page"]>> =
        await f.service.page({ limit: 3, ...query, ...(cursor !== null && { cursor }) });
      titles.push(...gaps.map(({ title }) => title));
      if (next === null) return titles;
      cursor = next;
    }
    throw new Error("the pages do not end");
  };
  const films = Array.from({ length: 9 }, (_, at) => `Film ${91 + at}`);

  it("hold everything once, by title", async () => {
    expect(await all({ sort: "title" })).toEqual(["film 5", ...films, "Lake 1", "Ärger"]);
  });

  it.each<[GapSort, number, string]>([
    ["newest", 0, "Lake 1"],
    ["oldest", 0, "Film 99"],
    ["path", 0, "Ärger"],
    ["path", 11, "Film 91"],
  ])("%s has at %i %s", async (sort, at, title) => {
    const titles = await all({ sort });
    expect(titles).toHaveLength(12);
    expect(new Set(titles).size).toBe(12);
    expect(titles[at]).toBe(title);
  });

  it("go on where they ended when gaps are opened and closed meanwhile", async () => {
    const first = await f.service.page({ limit: 3, sort: "title" });
    f.base.store.db.exec("UPDATE gaps SET closed_at = 1 WHERE title = 'Film 91'");
    const second = await f.service.page({
      limit: 3,
      sort: "title",
      ...(first.next !== null && { cursor: first.next }),
    });
    f.base.store.db.exec("UPDATE gaps SET closed_at = NULL WHERE title = 'Film 91'");
    expect(second.gaps.map(({ title }) => title)).toEqual(["Film 93", "Film 94", "Film 95"]);
  });

  it.each<[string, string[]]>([
    ["ärger", ["Ärger"]],
    ["ÄRGER_", ["Ärger"]],
    ["100%", ["Ärger"]],
    ["Film 9%", []],
    ["LAKE.MP4", ["film 5"]],
    ["far.mp4", ["Lake 1"]],
    ["' OR 1=1 --", []],
    ["\\", []],
  ])("search for %j", async (q, titles) => {
    expect(await all({ q, sort: "title" })).toEqual(titles);
  });

  it("know sections by title and key", async () => {
    expect(await all({ section: "clips" })).toHaveLength(2);
    expect(await all({ section: "2" })).toHaveLength(2);
    expect(await all({ section: "Nothing" })).toEqual([]);
    expect((await f.service.page({ limit: 1, section: "2" })).gaps[0]?.section).toBe("Clips");
  });

  it("count what fits, and everything beside it", async () => {
    const page = await f.service.page({ limit: 1, kind: "stash-only" });
    expect(page).toMatchObject({
      total: 1,
      counts: { "plex-only": 11, "stash-only": 1, stale: 0 },
    });
    expect(await f.service.gap(page.gaps[0]?.id ?? 0)).toEqual(page.gaps[0]);
    expect(await f.service.gap(9_999)).toBeNull();
  });

  it("hold what was closed, too", async () => {
    expect(await all({ state: "closed" })).toEqual([]);
  });

  it.each(["", "x", "bnVsbA", Buffer.from('["title","a",1]').toString("base64url"), "🙂"])(
    "refuse the cursor %j",
    async (cursor) => {
      const page = f.service.page({ limit: 1, sort: "newest", cursor });
      await expect(page).rejects.toMatchObject({ name: "GapError", code: "unknown-cursor" });
    },
  );

  it("are summed up, with the last comparison, also after a restart", async () => {
    const summary = await f.service.summary();
    expect(summary).toMatchObject({
      problem: null,
      reasons: [
        { kind: "plex-only", reason: "not-in-stash", count: 11 },
        { kind: "stash-only", reason: "not-scanned", count: 1 },
      ],
      agreement: { agreeing: 0, compared: 12, percent: 0 },
    });
    const again = f.again();
    expect(await again.service.summary()).toEqual(summary);
    await again.stop();
  });
});
