import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parsePathRules } from "@stash2plex/shared/paths";

import { createGapsFixture, ours, type GapsFixture } from "../../test/gaps-fixture.ts";

const root = "/data/media";

describe("the gaps between two libraries", () => {
  let f: GapsFixture;

  beforeEach(() => {
    f = createGapsFixture();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("are none where both agree", async () => {
    await f.addUpToDate(1);
    await f.addUpToDate(2);
    const report = await f.compare();
    expect(await f.open()).toEqual([]);
    expect(report).toMatchObject({
      scenes: 2,
      items: 2,
      opened: 0,
      closed: 0,
      agreement: { agreeing: 2, compared: 2, percent: 100 },
    });
  });

  const rules = parsePathRules([{ name: "films", plex: "/films", stash: root }]).rules;

  const cases: readonly [string, string, (f: GapsFixture) => Promise<void> | void][] = [
    [
      "a file that Stash does not know",
      `plex-only/not-in-stash ${root}/x/New.mp4`,
      (f) => {
        f.addFiles(101, [`${root}/x/New.mp4`]);
      },
    ],
    [
      "a file that no rule fits",
      "plex-only/unmapped /other/x/New.mp4",
      (f) => {
        f.settings.rules = rules;
        f.pms.sections.clear();
        f.pms.addSection({ locations: [{ id: 1, path: "/other" }] });
        f.addFiles(101, ["/other/x/New.mp4"]);
      },
    ],
    [
      "a file that several scenes fit",
      "plex-only/ambiguous /films/x/Opening.mp4",
      (f) => {
        f.pms.sections.clear();
        f.pms.addSection({ locations: [{ id: 1, path: "/films" }] });
        f.addScene(1, ["/a/one/x/Opening.mp4"]);
        f.addScene(2, ["/a/two/x/Opening.mp4"]);
        f.addFiles(101, ["/films/x/Opening.mp4"]);
      },
    ],
    [
      "a file of a scene that a filter keeps out",
      `plex-only/filtered ${root}/x/New.mp4`,
      (f) => {
        f.settings.match = { ...f.settings.match, requireOrganized: true };
        f.addScene(1, [`${root}/x/New.mp4`], { organized: false });
        f.addFiles(101, [`${root}/x/New.mp4`]);
      },
    ],
    [
      "a file that Stash takes for another one",
      `plex-only/wildcard-twin ${root}/x/100% Wool.mp4`,
      async (f) => {
        await f.addUpToDate(1, `${root}/x/100 percent Wool.mp4`);
        f.addFiles(101, [`${root}/x/100% Wool.mp4`]);
      },
    ],
    [
      "a file that differs by case from the one that Stash has",
      `plex-only/case-twin ${root}/x/lake.mp4`,
      async (f) => {
        await f.addUpToDate(1, `${root}/x/Lake.mp4`);
        f.addFiles(101, [`${root}/x/lake.mp4`]);
      },
    ],
    [
      "a scene outside of the libraries",
      "stash-only/outside-sections /other/Far.mp4",
      async (f) => {
        await f.addUpToDate(1);
        f.addScene(2, ["/other/Far.mp4"]);
      },
    ],
    [
      "a scene that no rule leads to Plex from",
      "stash-only/unmapped /other/Far.mp4",
      (f) => {
        f.settings.rules = rules;
        f.addScene(2, ["/other/Far.mp4"]);
      },
    ],
    [
      "a scene that Plex has not scanned",
      `stash-only/not-scanned ${root}/x/Far.mp4`,
      (f) => {
        f.addScene(2, [`${root}/x/Far.mp4`]);
      },
    ],
    [
      "a scene whose name looks like an episode",
      `stash-only/episode-like-name ${root}/x/Lakes S01E02.mp4`,
      (f) => {
        f.addScene(2, [`${root}/x/Lakes S01E02.mp4`]);
      },
    ],
    [
      "an item of another agent",
      `unmatched/other-agent ${root}/x/Far.mp4`,
      (f) => {
        f.addScene(2, [`${root}/x/Far.mp4`]);
        f.addFiles(101, [`${root}/x/Far.mp4`], { guid: "com.plexapp.agents.imdb://tt1?lang=en" });
      },
    ],
    [
      "an item without a match",
      `unmatched/no-match ${root}/x/Far.mp4`,
      (f) => {
        f.addScene(2, [`${root}/x/Far.mp4`]);
        f.addFiles(101, [`${root}/x/Far.mp4`], { guid: "local://101" });
      },
    ],
    [
      "an item whose file is another scene's now",
      `unmatched/no-match ${root}/x/Two.mp4`,
      (f) => {
        f.addScene(1, [`${root}/x/One.mp4`]);
        f.addScene(2, [`${root}/x/Two.mp4`]);
        f.addFiles(101, [`${root}/x/Two.mp4`], { guid: ours(1) });
      },
    ],
    [
      "a scene that changed since it was brought to Plex",
      `stale/changed ${root}/lakes/Lake 1.mp4`,
      async (f) => {
        await f.addUpToDate(1);
        await f.base.clock.advance(60_000);
        f.base.stash.editScene(1, { title: "Changed" });
      },
    ],
    [
      "an item that lacks a field",
      `incomplete/field ${root}/lakes/Lake 1.mp4`,
      async (f) => {
        await f.addUpToDate(1);
        f.base.store.db.exec(`UPDATE pushed SET incomplete = '["summary"]'`);
      },
    ],
    [
      "an item of a scene that is gone",
      `orphan/scene-deleted ${root}/x/Far.mp4`,
      (f) => {
        f.addFiles(101, [`${root}/x/Far.mp4`], { guid: ours(9) });
      },
    ],
    [
      "an item of a scene that was merged",
      `orphan/scene-merged ${root}/x/Far.mp4`,
      (f) => {
        f.addScene(2, [`${root}/x/Far.mp4`]);
        f.addFiles(101, [`${root}/x/Far.mp4`], { guid: ours(9) });
      },
    ],
    [
      "two items of one scene",
      `duplicate/two-items ${root}/x/Far.mp4`,
      (f) => {
        f.addScene(2, [`${root}/x/Far.mp4`, `${root}/x/Far copy.mp4`]);
        f.addFiles(101, [`${root}/x/Far.mp4`], { guid: ours(2) });
        f.addFiles(102, [`${root}/x/Far copy.mp4`], { guid: ours(2) });
      },
    ],
    [
      "an item with files of two scenes",
      `duplicate/two-scenes ${root}/x/One.mp4`,
      (f) => {
        f.addScene(1, [`${root}/x/One.mp4`]);
        f.addScene(2, [`${root}/x/Two.mp4`]);
        f.addFiles(101, [`${root}/x/One.mp4`, `${root}/x/Two.mp4`], { guid: ours(1) });
      },
    ],
  ];

  it("say nothing of an item of another agent that is edited by policy, until its scene changes", async () => {
    f.settings.policy = { ...f.settings.policy, otherAgent: "edit" };
    f.addScene(1, [`${root}/x/Far.mp4`]);
    f.addFiles(101, [`${root}/x/Far.mp4`], { guid: "com.plexapp.agents.imdb://tt1?lang=en" });
    await f.sync();
    await f.run(1);
    expect((await f.compare()).agreement).toMatchObject({ agreeing: 1, compared: 1 });
    expect(await f.open()).toEqual([]);
    await f.base.clock.advance(60_000);
    f.base.stash.editScene(1, { title: "Changed" });
    await f.compare();
    expect(await f.open()).toEqual([`stale/changed ${root}/x/Far.mp4`]);
  });

  it("see a second file of an item that Stash does not know", async () => {
    f.addScene(1, [`${root}/x/Far.mp4`]);
    f.addFiles(101, [`${root}/x/Far.mp4`, `${root}/x/Second of them.mp4`], { guid: ours(1) });
    await f.compare();
    expect(await f.open()).toEqual([`plex-only/not-in-stash ${root}/x/Second of them.mp4`]);
    f.pms.editItem(101, { title: "Touched" });
    await f.passing(f.plex.follow());
    expect(await f.open()).toHaveLength(1);
  });

  it("know which folders of Stash Plex shows under another mount, without a rule", async () => {
    f.pms.sections.clear();
    f.pms.addSection({ locations: [{ id: 1, path: "/films" }] });
    f.addScene(1, [`${root}/lakes/One of them.mp4`]);
    f.addFiles(101, ["/films/lakes/One of them.mp4"], { guid: ours(1) });
    f.addScene(2, [`${root}/lakes/Two of them.mp4`]);
    f.addScene(3, ["/data/elsewhere/Three of them.mp4"]);
    await f.compare();
    expect(await f.open()).toEqual([
      "stash-only/not-scanned /films/lakes/Two of them.mp4",
      "stash-only/outside-sections /data/elsewhere/Three of them.mp4",
    ]);
  });

  it("know a folder that Plex shows one level deeper in its library", async () => {
    f.pms.sections.clear();
    f.pms.addSection({ locations: [{ id: 1, path: "/volume1" }] });
    f.addScene(1, [`${root}/Lakes/One of them.mp4`]);
    f.addFiles(101, ["/volume1/Recordings/Lakes/One of them.mp4"], { guid: ours(1) });
    f.addScene(2, [`${root}/Rivers/Two of them.mp4`]);
    f.addScene(3, ["/data/elsewhere/Three of them.mp4"]);
    await f.compare();
    expect(await f.open()).toEqual([
      "stash-only/not-scanned /volume1/Recordings/Rivers/Two of them.mp4",
      "stash-only/outside-sections /data/elsewhere/Three of them.mp4",
    ]);
  });

  it("leave scenes without a file, and those that a filter keeps out", async () => {
    f.settings.match = { ...f.settings.match, requireOrganized: true };
    f.addScene(1, []);
    f.addScene(2, [`${root}/x/Far.mp4`], { organized: false });
    await f.compare();
    expect(await f.open()).toEqual([]);
  });

  it("are those of version 1's pushes as well, until they are brought up to date", async () => {
    f.addScene(1, [`${root}/x/Far.mp4`]);
    f.addFiles(101, [`${root}/x/Far.mp4`], { guid: ours(1) });
    await f.sync();
    f.base.store.db.exec("INSERT INTO served (scene_id, digest, at) VALUES (1, 'of version 1', 1)");
    await f.compare();
    expect(await f.open()).toEqual([`stale/changed ${root}/x/Far.mp4`]);
    await f.run(1);
    await f.compare();
    expect(await f.open()).toEqual([]);
  });

  it.each(cases)("%s", async (_, expected, seed) => {
    await seed(f);
    await f.compare();
    expect(await f.open()).toEqual([expected]);
  });

  it.each(cases)("%s: the second comparison finds the same gap", async (_, __, seed) => {
    await seed(f);
    await f.compare();
    const [before] = (await f.service.page({ limit: 10 })).gaps;
    await f.base.clock.advance(60_000);
    const report = await f.compare();
    const [after] = (await f.service.page({ limit: 10 })).gaps;
    expect(report).toMatchObject({ opened: 0, closed: 0 });
    expect(after?.id).toBe(before?.id);
    expect(after?.firstSeen).toBe(before?.firstSeen);
    expect(after?.lastSeen).toBe(report.startedAt);
  });
});
