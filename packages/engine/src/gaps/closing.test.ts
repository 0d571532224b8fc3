import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createGapsFixture, ours, type GapsFixture } from "../../test/gaps-fixture.ts";
import { createCompareError } from "../../test/compare-error.ts";
import { prepareQuery } from "../store/typed-query.ts";

const root = "/data/media";

describe("gaps that end", () => {
  let f: GapsFixture;

  beforeEach(() => {
    f = createGapsFixture();
  });
  afterEach(async () => {
    await f.dispose();
  });

  const closed = async () => (await f.service.page({ limit: 100, state: "closed" })).gaps;

  it("close themselves with the time, and stay readable", async () => {
    f.addFiles(101, [`${root}/x/New.mp4`]);
    await f.compare();
    const { id, firstSeen } = await f.gap("plex-only");
    await f.base.clock.advance(60_000);
    f.addScene(1, [`${root}/x/New.mp4`]);
    f.pms.editItem(101, { guid: ours(1) });
    await f.compare();
    expect(await f.open()).toEqual([]);
    const [gap] = await closed();
    expect(gap).toMatchObject({ id, firstSeen });
    expect(gap?.closedAt).toBeGreaterThan(firstSeen);
  });

  it("of a scene that got its item close at once", async () => {
    f.addScene(1, [`${root}/x/New.mp4`]);
    await f.compare();
    expect(await f.open()).toEqual([`stash-only/not-scanned ${root}/x/New.mp4`]);
    f.addFiles(101, [`${root}/x/New.mp4`], { guid: ours(1) });
    await f.passing(f.plex.follow());
    expect(await f.open()).toEqual([]);
  });

  it("of an item that Plex took away close at once", async () => {
    f.addFiles(101, [`${root}/x/New.mp4`]);
    f.addFiles(102, [`${root}/x/Other.mp4`]);
    await f.compare();
    f.pms.items.delete(101);
    await f.passing(f.plex.fullPass());
    expect(await f.open()).toEqual([`plex-only/not-in-stash ${root}/x/Other.mp4`]);
  });

  it("of a changed scene close when it was brought to Plex", async () => {
    await f.addUpToDate(1);
    await f.base.clock.advance(60_000);
    f.base.stash.editScene(1, { title: "Changed" });
    await f.compare();
    expect(await f.open()).toEqual([`stale/changed ${root}/lakes/Lake 1.mp4`]);
    await f.run(1);
    expect(await f.open()).toEqual([]);
  });

  it("keep the file's gap when it gets another item", async () => {
    f.addFiles(101, [`${root}/x/New.mp4`]);
    await f.compare();
    const before = await f.gap("plex-only");
    f.pms.items.delete(101);
    f.addFiles(99, [`${root}/x/New.mp4`]);
    f.base.store.db.exec("UPDATE plex_items SET id = 99; UPDATE plex_parts SET item_id = 99");
    const report = await f.passing(f.service.compare());
    expect(report).toMatchObject({ opened: 0, closed: 0 });
    const after = await f.gap("plex-only");
    expect(after).toMatchObject({ id: before.id, firstSeen: before.firstSeen, ratingKey: "99" });
  });

  it("are forgotten after ninety days", async () => {
    f.addFiles(101, [`${root}/x/New.mp4`]);
    f.addFiles(102, [`${root}/x/Other.mp4`]);
    await f.compare();
    f.pms.items.delete(101);
    await f.compare();
    expect(await closed()).toHaveLength(1);
    f.base.store.db.exec("UPDATE gaps SET closed_at = closed_at - 91 * 86400000");
    await f.compare();
    expect(await closed()).toEqual([]);
  });

  it("are not written again when nothing changed", async () => {
    for (let id = 101; id < 110; id += 1) f.addFiles(id, [`${root}/x/New ${id}.mp4`]);
    await f.compare();
    const changes = prepareQuery<{ n: number }>(f.base.store.db, "SELECT total_changes() AS n");
    const before = changes.get()?.n ?? 0;
    await f.passing(f.service.compare());
    // The time and the report of the comparison.
    expect((changes.get()?.n ?? 0) - before).toBeLessThanOrEqual(2);
  });
});

describe("what is left out", () => {
  let f: GapsFixture;

  beforeEach(async () => {
    f = createGapsFixture();
    f.pms.addSection({ key: "2", title: "Clips", locations: [{ id: 2, path: "/data/clips" }] });
    f.addFiles(101, [`${root}/x/New.mp4`]);
    f.addFiles(102, ["/data/clips/Short.mp4"], { sectionKey: "2" });
    f.base.stash.putTag({ id: 7, name: "Private" });
    f.addScene(1, [`${root}/x/Far.mp4`], { tagIds: [7] });
    f.addScene(2, [`${root}/y/Near.mp4`]);
    await f.compare();
  });
  afterEach(async () => {
    await f.dispose();
  });

  const all = [
    "plex-only/not-in-stash /data/clips/Short.mp4",
    "plex-only/not-in-stash /data/media/x/New.mp4",
    "stash-only/not-scanned /data/media/x/Far.mp4",
    "stash-only/not-scanned /data/media/y/Near.mp4",
  ];

  it("is nothing without a setting", async () => {
    expect(await f.open()).toEqual(all);
  });

  it.each([
    ["a kind", { excludeKinds: ["plex-only" as const] }, [2, 3]],
    ["a section by its title", { excludeSections: ["clips"] }, [1, 2, 3]],
    ["a section by its key", { excludeSections: ["2"] }, [1, 2, 3]],
    ["a folder of both sides", { excludeFolders: ["/data/media/x"] }, [0, 3]],
    ["a tag, in any case", { excludeTags: ["private"] }, [0, 1, 3]],
  ])("%s", async (_, settings, left) => {
    f.gapSettings = { ...f.gapSettings, ...settings };
    const report = await f.compare();
    expect(await f.open()).toEqual(left.map((at) => all[at]));
    expect(report.agreement.compared).toBe(left.length);
    f.gapSettings = { ...f.gapSettings, ...settings, ...none };
    await f.compare();
    expect(await f.open()).toEqual(all);
  });

  const none = { excludeKinds: [], excludeSections: [], excludeFolders: [], excludeTags: [] };

  it("is no gap of Stash when only a section that is left out has it", async () => {
    f.gapSettings = { ...f.gapSettings, excludeSections: ["Clips"] };
    f.addScene(3, ["/data/clips/Shown.mp4"]);
    f.addFiles(103, ["/data/clips/Shown.mp4"], { sectionKey: "2" });
    f.addScene(4, ["/data/clips/Ours.mp4"]);
    f.addFiles(104, ["/data/clips/Ours.mp4"], { sectionKey: "2", guid: ours(4) });
    await f.compare();
    expect(await f.open()).toEqual(all.slice(1));
  });
});

describe("a comparison", () => {
  let f: GapsFixture;

  beforeEach(() => {
    f = createGapsFixture();
  });
  afterEach(async () => {
    await f.dispose();
  });

  const failure = createCompareError(() => f);

  it("is refused before Stash was copied", async () => {
    expect(await failure()).toMatchObject({ code: "cannot-compare" });
    expect((await f.service.summary()).problem).toMatch(/Stash has not been copied yet/);
  });

  it("is refused where no library concerns us", async () => {
    f.addScene(1, [`${root}/a.mp4`]);
    f.pms.sections.clear();
    await f.sync();
    const { code, message } = await failure();
    expect(code).toBe("cannot-compare");
    expect(message).toMatch(/PLEX_SECTIONS/);
  });

  it("copies Plex when that was never done", async () => {
    f.addScene(1, [`${root}/a.mp4`]);
    f.base.mirror.start();
    await f.base.clock.advance(1_000);
    await f.passing(f.service.compare());
    expect(await f.open()).toEqual([`stash-only/not-scanned ${root}/a.mp4`]);
  });

  it("is refused with Plex's reason when Plex is away", async () => {
    f.addScene(1, [`${root}/a.mp4`]);
    f.base.mirror.start();
    await f.base.clock.advance(1_000);
    f.pms.problem = new Error("Plex is down.");
    expect(await failure()).toMatchObject({ code: "cannot-compare" });
  });

  it("is joined by whoever asks meanwhile", async () => {
    await f.addUpToDate(1);
    const [one, two] = await f.passing(Promise.all([f.service.compare(), f.service.compare()]));
    expect(two).toEqual(one);
  });

  it("is cancelled between two steps, and the next one does the rest", async () => {
    for (let id = 101; id < 400; id += 1) f.addFiles(id, [`${root}/x/New ${id}.mp4`]);
    await f.sync();
    let pauses = 0;
    f.onPause = () => {
      pauses += 1;
      if (pauses === 2) void f.service.cancelCompare();
    };
    expect(await failure()).toMatchObject({ code: "cancelled" });
    f.onPause = () => undefined;
    expect((await f.service.summary()).asOf).toBeNull();
    expect(await f.service.cancelCompare()).toBe(false);
    const report = await f.passing(f.service.compare());
    expect(report.counts["plex-only"]).toBe(299);
  });

  it("that was killed in the middle is finished by the next one, after a restart", async () => {
    f.addFiles(100, [`${root}/x/Kept.mp4`]);
    f.addFiles(101, [`${root}/x/Old.mp4`]);
    await f.compare();
    for (let id = 102; id < 500; id += 1) f.addFiles(id, [`${root}/x/New ${id}.mp4`]);
    f.pms.items.delete(101);
    await f.sync();
    let pauses = 0;
    f.onPause = () => {
      pauses += 1;
      if (pauses === 2) void f.gaps.stop();
    };
    expect(await failure()).toMatchObject({ code: "cancelled" });
    f.onPause = () => undefined;
    const again = f.again();
    const report = await f.passing(again.service.compare());
    expect(report.counts["plex-only"]).toBe(399);
    expect((await again.service.summary()).lastRun).toEqual(report);
    await again.stop();
  });
});
