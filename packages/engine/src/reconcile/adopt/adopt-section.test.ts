import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";

import { fileOf } from "../../../test/memory-stash.ts";
import { pmsDown } from "../../../test/memory-pms.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";
import type { RunProgress } from "../../engine/engine.ts";
import { createReconcileParts } from "../scene-deps.ts";
import { adoptSection, type AdoptOptions } from "./adopt-section.ts";

describe("adopting a library", () => {
  let f: ReconcileFixture;

  const legacy = (id: number): string => `com.example.agents.legacy://${id}?lang=en`;
  const adopt = (options: AdoptOptions, section = "Movies 1") =>
    f.passing(
      adoptSection(section, options, {
        ...createReconcileParts(f.deps),
        pause: () => f.base.clock.settle(),
      }),
    );
  const outcomes = async (options: AdoptOptions) =>
    (await adopt(options)).map(({ sceneId, outcome }) => `${sceneId} ${outcome}`);

  beforeEach(async () => {
    f = createReconcileFixture();
    for (let id = 1; id <= 4; id += 1) {
      f.addPair({ id }, { id: 100 + id, guid: legacy(id), viewCount: id });
    }
    f.addItem("/data/media/family/Birthday.mp4", { id: 110, guid: legacy(9) });
    await f.sync();
    f.pms.calls.length = 0;
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("a dry run says what would be matched, by which rung, and writes nothing", async () => {
    const rows = await adopt({ dryRun: true });
    expect(rows).toHaveLength(5);
    expect(rows[0]).toEqual({
      itemId: 101,
      file: "/data/media/lakes/Lake 1.mp4",
      title: "Item 101",
      sceneId: 1,
      reason: "mapped path: its mapped path is /data/media/lakes/Lake 1.mp4",
      outcome: "would-match",
    });
    expect(rows[4]).toMatchObject({ itemId: 110, sceneId: null, outcome: "left" });
    expect(f.pms.calls).toEqual([]);
  });

  it("matches one by one, keeps what was watched, and has each scene looked at", async () => {
    expect(await outcomes({ dryRun: false })).toEqual([
      "1 matched",
      "2 matched",
      "3 matched",
      "4 matched",
      "null left",
    ]);
    expect(f.item(102)).toMatchObject({ guid: guidOf(PROVIDER_IDENTIFIER, 2), viewCount: 2 });
    expect(f.item(110).guid).toBe(legacy(9));
    expect(f.queue.row(3)).toMatchObject({ causes: ["adopt"] });
  });

  it("goes on where it was ended", async () => {
    expect(await outcomes({ dryRun: false, limit: 2 })).toEqual(["1 matched", "2 matched"]);
    expect(await outcomes({ dryRun: false, limit: 2 })).toEqual(["3 matched", "4 matched"]);
    expect(await outcomes({ dryRun: false, limit: 2 })).toEqual(["null left"]);
  });

  it("tells how far it is", async () => {
    const told: RunProgress[] = [];
    await adopt({ dryRun: true, onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ name: "adopt", checked: 5, total: 5, chosen: 4 });
    await adopt({ dryRun: false, limit: 2, onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ name: "adopt", checked: 2, total: 5, chosen: 2 });
  });

  it("stops when Plex goes away, and keeps what was done", async () => {
    f.pms.beforeCall = ({ name, detail }) => {
      if (name === "match" && JSON.stringify(detail).includes("103")) throw pmsDown();
    };
    await expect(adopt({ dryRun: false })).rejects.toThrow("Plex is down.");
    f.pms.beforeCall = () => undefined;
    expect(await outcomes({ dryRun: false })).toEqual(["3 matched", "4 matched", "null left"]);
  });

  it("warns where Plex counts the views anew", async () => {
    f.pms.onRefresh = (item) => {
      f.pms.items.set(item.id, { ...item, viewCount: 0 });
      return null;
    };
    f.pms.beforeCall = ({ name }) => {
      if (name === "items")
        for (const item of f.pms.items.values()) {
          if (item.guid.startsWith(PROVIDER_IDENTIFIER))
            f.pms.items.set(item.id, { ...item, viewCount: 0 });
        }
    };
    const [first] = await adopt({ dryRun: false, limit: 1 });
    expect(first?.reason).toContain("watched 1 times before, 0 after");
  });

  it("says when Plex did not take a match over", async () => {
    f.pms.beforeCall = ({ name }) => {
      if (name !== "items") return;
      const item = f.item(101);
      f.pms.items.set(101, { ...item, guid: legacy(1) });
    };
    const [first] = await adopt({ dryRun: false, limit: 1 });
    expect(first).toMatchObject({ outcome: "failed", reason: "Plex did not take over the match" });
  });

  it("sees that an item was matched meanwhile", async () => {
    f.pms.editItem(101, { guid: guidOf(PROVIDER_IDENTIFIER, 1) });
    const [first] = await adopt({ dryRun: false, limit: 1 });
    expect(first).toMatchObject({ outcome: "already-ours" });
    expect(f.pms.writes()).toEqual([]);
  });

  it("leaves an item whose files are of several scenes", async () => {
    const part = (id: number) => ({
      id,
      file: `/data/media/lakes/Lake ${id}.mp4`,
      size: null,
      duration: null,
    });
    f.pms.editItem(101, { parts: [part(1), part(2)] });
    await f.sync();
    const [first] = await adopt({ dryRun: true });
    expect(first).toMatchObject({ sceneId: null, outcome: "left" });
    expect(first?.reason).toBe("ambiguous: its files are of scenes 1, 2");
  });

  it("leaves two scenes of one name alone", async () => {
    f.base.stash.addScene({ id: 50, files: [fileOf(50, "/other/one/x/Opening.mp4")] });
    f.base.stash.addScene({ id: 51, files: [fileOf(51, "/other/two/x/Opening.mp4")] });
    f.addItem("/data/media/x/Opening.mp4", { id: 120, guid: legacy(20) });
    await f.sync();
    const rows = await adopt({ dryRun: true });
    expect(rows.find(({ itemId }) => itemId === 120)).toMatchObject({ outcome: "left" });
  });

  it("refuses a section that is unknown or not watched, and says what to do", async () => {
    f.pms.addSection({ key: "2", title: "Family", agent: "tv.plex.agents.movie" });
    await f.sync();
    await expect(adopt({ dryRun: true }, "Films")).rejects.toThrow(
      'Plex has no film section "Films"',
    );
    await expect(adopt({ dryRun: true }, "family")).rejects.toThrow("PLEX_SECTIONS");
  });
});
