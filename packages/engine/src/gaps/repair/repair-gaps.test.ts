import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createGapsFixture, ours, type GapsFixture } from "../../../test/gaps-fixture.ts";

const root = "/data/media";
const legacy = "com.plexapp.agents.imdb://tt1?lang=en";

describe("the repair of gaps", () => {
  let f: GapsFixture;

  beforeEach(() => {
    f = createGapsFixture();
  });
  afterEach(async () => {
    await f.dispose();
  });

  const everything = { dryRun: false } as const;
  const seedStale = async (): Promise<void> => {
    await f.addUpToDate(1);
    await f.base.clock.advance(60_000);
    f.base.stash.editScene(1, { title: "Changed" });
    await f.compare();
  };
  const seedForeign = async (): Promise<void> => {
    f.addScene(2, [`${root}/x/Far.mp4`]);
    f.addFiles(102, [`${root}/x/Far.mp4`], { guid: legacy });
    await f.compare();
  };

  it("brings a changed scene to Plex", async () => {
    await seedStale();
    const report = await f.service.repair({}, everything);
    expect(report).toEqual({
      dryRun: false,
      checked: 1,
      enqueued: 1,
      repairs: { push: 1 },
      left: {},
      preview: [`stale/changed ${root}/lakes/Lake 1.mp4: brought to Plex`],
    });
    expect(f.queue.row(1)).toMatchObject({ causes: ["manual"], priority: 1 });
    await f.workOff();
    expect(f.item(1_001).title).toBe("Changed");
    expect((await f.compare()).agreement.percent).toBe(100);
  });

  it("matches an item of another agent, although the policy says to leave those alone", async () => {
    await seedForeign();
    await f.service.repair({ kind: "unmatched" }, everything);
    expect(f.queue.row(2)).toMatchObject({ causes: ["adopt-gap"] });
    await f.workOff();
    expect(f.item(102).guid).toBe(ours(2));
    await f.compare();
    expect(await f.open()).toEqual([]);
  });

  it("leaves the items of other scenes to the policy", async () => {
    await seedForeign();
    f.addScene(3, [`${root}/x/Else.mp4`]);
    f.addFiles(103, [`${root}/x/Else.mp4`], { guid: legacy });
    await f.compare();
    const { id } = await f.gap("unmatched");
    await f.service.repair({ ids: [id] }, everything);
    f.queue.add([{ sceneId: 3, priority: 1, cause: "manual" }]);
    await f.workOff();
    expect([102, 103].filter((item) => f.item(item).guid === legacy)).toHaveLength(1);
  });

  it("hands the item of a merged scene over", async () => {
    f.addScene(2, [`${root}/x/Far.mp4`]);
    f.addFiles(102, [`${root}/x/Far.mp4`], { guid: ours(9) });
    await f.compare();
    await f.service.repair({}, everything);
    await f.workOff();
    expect(f.item(102).guid).toBe(ours(2));
    await f.compare();
    expect(await f.open()).toEqual([]);
  });

  it("matches an item anew whose file belongs to another scene now", async () => {
    f.addScene(1, [`${root}/x/One.mp4`]);
    f.addScene(2, [`${root}/x/Two.mp4`]);
    f.addFiles(101, [`${root}/x/Two.mp4`], { guid: ours(1) });
    await f.compare();
    await f.service.repair({ kind: "unmatched" }, everything);
    await f.workOff();
    expect(f.item(101).guid).toBe(ours(2));
    await f.compare();
    expect(await f.open()).toEqual([`stash-only/not-scanned ${root}/x/One.mp4`]);
  });

  it("asks Plex to scan a folder, once for all its files", async () => {
    f.addScene(1, [`${root}/x/One.mp4`]);
    f.addScene(2, [`${root}/x/Two.mp4`]);
    f.addScene(3, [`${root}/y/Three.mp4`]);
    await f.compare();
    const report = await f.service.repair({}, everything);
    expect(report).toMatchObject({ checked: 3, enqueued: 2, repairs: { "scan-plex": 3 } });
    await f.workOff();
    expect(f.pms.scans).toEqual([
      { sectionKey: "1", folder: `${root}/x` },
      { sectionKey: "1", folder: `${root}/y` },
    ]);
  });

  it("asks for the folder as Plex sees it under another mount, without a rule", async () => {
    f.pms.sections.clear();
    f.pms.addSection({ locations: [{ id: 1, path: "/films" }] });
    f.addScene(1, [`${root}/Lakes/One of them.mp4`]);
    f.addFiles(101, ["/films/Lakes/One of them.mp4"], { guid: ours(1) });
    f.addScene(2, [`${root}/Rivers/Two of them.mp4`]);
    await f.compare();
    expect(await f.gap("stash-only")).toMatchObject({ section: "Movies 1", isAutomatic: true });
    await f.service.repair({}, everything);
    await f.workOff();
    expect(f.pms.scans).toEqual([{ sectionKey: "1", folder: "/films/Rivers" }]);
  });

  it("leaves a scan to people while nothing shows where the files of Stash lie in Plex", async () => {
    f.pms.sections.clear();
    f.pms.addSection({ locations: [{ id: 1, path: "/films" }] });
    f.addScene(2, [`${root}/Rivers/Two of them.mp4`]);
    await f.compare();
    const { isAutomatic, advice } = await f.gap("stash-only");
    expect(isAutomatic).toBe(false);
    const report = await f.service.repair({}, everything);
    expect([report.enqueued, report.left]).toEqual([0, { [advice]: 1 }]);
  });

  it("says what is left to people, and why", async () => {
    f.addFiles(101, [`${root}/x/New.mp4`]);
    f.addFiles(102, [`${root}/x/Gone.mp4`], { guid: ours(9) });
    await f.compare();
    const report = await f.service.repair({}, everything);
    expect(report).toMatchObject({
      checked: 2,
      enqueued: 0,
      repairs: { "scan-stash": 1, "remove-item": 1 },
    });
    expect(Object.keys(report.left)).toEqual([
      expect.stringContaining("Scan the folder in Stash"),
      expect.stringContaining("Nothing is ever deleted"),
    ]);
    expect(report.preview).toHaveLength(2);
    expect(f.queue.counts()).toMatchObject({ ready: 0, later: 0 });
  });

  it("changes nothing in a dry run", async () => {
    await seedStale();
    f.pms.calls.length = 0;
    const report = await f.service.repair({}, { dryRun: true });
    expect(report).toMatchObject({ dryRun: true, enqueued: 1, repairs: { push: 1 } });
    expect(f.queue.counts()).toMatchObject({ ready: 0, later: 0 });
    expect(f.pms.calls).toEqual([]);
  });

  it("takes those of a section only", async () => {
    await seedForeign();
    expect(await f.service.repair({ section: "Clips" }, { dryRun: true })).toMatchObject({
      checked: 0,
    });
    expect(await f.service.repair({ section: "movies 1" }, { dryRun: true })).toMatchObject({
      checked: 1,
    });
    expect(await f.service.repair({ reason: "no-match" }, { dryRun: true })).toMatchObject({
      checked: 0,
    });
  });

  it("is refused where nothing may be written", async () => {
    const other = createGapsFixture({ isPlexKnown: false });
    await expect(other.service.repair({}, everything)).rejects.toMatchObject({
      code: "cannot-repair",
      message: "PLEX_URL is not set.",
    });
    await other.dispose();
  });
});
