import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { PmsItem } from "@stash2plex/shared/pms";

import {
  createPlexFixture,
  ourIdentifier,
  partOf,
  type PlexFixture,
} from "../../test/plex-fixture.ts";

describe("items in the trash", () => {
  let fixture: PlexFixture;
  /** Items that this PMS leaves out of plain listings while they lie in the trash. */
  let hidden: Map<number, PmsItem>;

  /** Without moving a date, as a scan does it. */
  const setTrash = (id: number, deletedAt: number | null): void => {
    const item = fixture.pms.items.get(id);
    if (item !== undefined) fixture.pms.items.set(id, { ...item, deletedAt });
  };
  const found = () => ({
    byScene: fixture.mirror.reader.itemsOfScene(1).length,
    byPath: fixture.mirror.reader.itemsByFoldedPath("/media/one.mp4").length,
    bySuffix: fixture.mirror.reader.itemsBySuffix(["one.mp4"], 9).length,
    ids: fixture.mirror.reader.itemIds("1", 0, 9).length,
  });
  const everywhere = (count: number) => ({
    byScene: count,
    byPath: count,
    bySuffix: count,
    ids: count + 1,
  });
  const vanished = { kind: "vanished", itemId: 1, sceneId: 1 };
  const appeared = { kind: "appeared", item: { id: 1 } };

  beforeEach(async () => {
    fixture = createPlexFixture();
    hidden = new Map();
    fixture.pms.addSection();
    for (const id of [1, 2]) {
      fixture.pms.addItem({
        id,
        guid: `${ourIdentifier}://movie/scene-${id}`,
        parts: [partOf(id, id === 1 ? "/media/One.mp4" : "/media/Two.mp4")],
      });
    }
    await fixture.mirror.fullPass();
    expect(found()).toEqual(everywhere(1));
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("are kept, and found by their id only", async () => {
    setTrash(1, 1_700_000_000);
    await fixture.mirror.fullPass();
    expect(found()).toEqual(everywhere(0));
    expect(fixture.mirror.reader.item(1)?.deletedAt).toBe(1_700_000_000);
    expect(fixture.changes).toEqual([vanished]);
  });

  it("appear again when they come back, and vanish once when the trash is emptied", async () => {
    setTrash(1, 1_700_000_000);
    await fixture.mirror.fullPass();
    setTrash(1, null);
    await fixture.mirror.fullPass();
    expect(found()).toEqual(everywhere(1));
    setTrash(1, 1_700_000_500);
    await fixture.mirror.fullPass();
    fixture.pms.items.delete(1);
    await fixture.mirror.fullPass();
    expect(fixture.changes).toMatchObject([vanished, appeared, vanished]);
    expect(fixture.mirror.reader.item(1)).toBeNull();
  });

  it("are noticed after a scan, in and out, though no date moves", async () => {
    fixture.mirror.start();
    await fixture.clock.advance(120_000);
    setTrash(1, 1_700_000_000);
    fixture.pms.notify({ kind: "scan-ended", sectionKey: "1" });
    await fixture.clock.settle();
    expect(fixture.changes).toEqual([vanished]);
    setTrash(1, null);
    fixture.pms.notify({ kind: "scan-ended", sectionKey: null });
    await fixture.clock.settle();
    expect(fixture.changes).toMatchObject([vanished, appeared]);
  });

  it("are kept when plain listings leave them out", async () => {
    const { client } = fixture.pms;
    setTrash(1, 1_700_000_000);
    fixture.pms.beforeCall = ({ name, detail }) => {
      for (const item of hidden.values()) fixture.pms.items.set(item.id, item);
      hidden.clear();
      const isPlain = name === "sectionItems" && !Object.hasOwn(detail as object, "trash");
      const item = fixture.pms.items.get(1);
      if (!isPlain || item === undefined) return;
      hidden.set(1, item);
      fixture.pms.items.delete(1);
    };
    await fixture.mirror.fullPass();
    await client.identity();
    expect(fixture.mirror.reader.item(1)?.deletedAt).toBe(1_700_000_000);
    expect(fixture.changes).toEqual([vanished]);
  });

  it("are not new when the first pass meets them", async () => {
    fixture.pms.addSection({ key: "2" });
    fixture.pms.addItem({ id: 20, sectionKey: "2", deletedAt: 1_700_000_000 });
    await fixture.mirror.fullPass();
    fixture.pms.addItem({ id: 21, sectionKey: "2", deletedAt: 1_700_000_000 });
    await fixture.mirror.fullPass();
    expect(fixture.changes).toEqual([]);
    expect(fixture.mirror.reader.counts().items).toBe(4);
  });
});
