import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { PmsItem } from "@stash2plex/shared/pms";

import { createPlexFixture, partOf, type PlexFixture } from "../../test/plex-fixture.ts";

describe("a Plex that answers without an error, and with next to nothing", () => {
  let fixture: PlexFixture;
  let whole: ReadonlyMap<number, PmsItem>;

  const items = (): number => fixture.mirror.reader.counts().items;
  /** A library folder is not mounted: only so many items are left. */
  const lose = (left: number): void => {
    for (const id of [...fixture.pms.items.keys()].slice(left)) fixture.pms.items.delete(id);
  };
  const restore = (): void => {
    for (const [id, item] of whole) fixture.pms.items.set(id, item);
  };
  const warnings = (): number => fixture.log.filter(({ level }) => level === "warn").length;

  beforeEach(async () => {
    fixture = createPlexFixture();
    fixture.pms.addSection({ title: "Nature" });
    for (let id = 1; id <= 1_000; id += 1) {
      fixture.pms.addItem({ id, parts: [partOf(id, `/media/${id}.mp4`)] });
    }
    whole = new Map(fixture.pms.items);
    await fixture.mirror.fullPass();
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it.each([
    [1_000, 1_000],
    [999, 999],
    [500, 500],
    [499, 1_000],
    [1, 1_000],
    [0, 1_000],
  ])("is believed at once or not: with %d of 1,000 items left we keep %d", async (left, kept) => {
    lose(left);
    await fixture.mirror.fullPass();
    expect(items()).toBe(kept);
    expect(fixture.changes).toHaveLength(1_000 - kept);
    expect(warnings()).toBe(kept === left ? 0 : 1);
  });

  it("is believed when it says so twice, also across a restart", async () => {
    lose(10);
    await fixture.mirror.fullPass();
    await fixture.reopen();
    expect(items()).toBe(1_000);
    await fixture.mirror.fullPass();
    expect(items()).toBe(10);
    expect(fixture.changes).toHaveLength(990);
  });

  it("is not believed when a good answer lies between two bad ones", async () => {
    lose(10);
    await fixture.mirror.fullPass();
    restore();
    await fixture.mirror.fullPass();
    lose(10);
    await fixture.mirror.fullPass();
    expect(items()).toBe(1_000);
    expect(fixture.changes).toEqual([]);
    expect(fixture.log[1]?.event).toContain('"Nature"');
  });

  it("is not believed the sooner because scans end", async () => {
    fixture.mirror.start();
    await fixture.clock.settle();
    lose(10);
    for (let scan = 0; scan < 5; scan += 1) {
      fixture.pms.notify({ kind: "scan-ended", sectionKey: "1" });
      await fixture.clock.settle();
    }
    expect(items()).toBe(1_000);
    expect(fixture.pms.callsOf("sectionItems").length).toBeLessThan(60);
  });

  it("shows what is new all the same", async () => {
    lose(10);
    fixture.pms.addItem({ id: 5_000 });
    await fixture.mirror.fullPass();
    expect(items()).toBe(1_001);
    expect(fixture.changes).toMatchObject([{ kind: "appeared", item: { id: 5_000 } }]);
  });

  it("is doubted when a library with items is missing, and believed the second time", async () => {
    const section = fixture.pms.sections.get("1");
    fixture.pms.sections.clear();
    await fixture.mirror.follow();
    await fixture.mirror.fullPass();
    expect(items()).toBe(1_000);
    expect(fixture.mirror.reader.sections()).toHaveLength(1);

    if (section !== undefined) fixture.pms.sections.set("1", section);
    await fixture.mirror.fullPass();
    fixture.pms.sections.clear();
    await fixture.mirror.fullPass();
    expect(items()).toBe(1_000);
    await fixture.mirror.fullPass();
    expect(items()).toBe(0);
    expect(fixture.mirror.reader.sections()).toEqual([]);
  });
});
