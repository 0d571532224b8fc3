import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { MemoryPms } from "../../test/memory-pms.ts";
import {
  createPlexFixture,
  ourIdentifier,
  partOf,
  type PlexFixture,
} from "../../test/plex-fixture.ts";

const guid = (scene: number): string => `${ourIdentifier}://movie/scene-${scene}`;

interface ChangeCase {
  readonly name: string;
  readonly change: (pms: MemoryPms) => void;
  readonly told: readonly object[];
  /** Whether a follow sees it; a full pass and a notification always do. */
  readonly datesMove: boolean;
}

const cases: readonly ChangeCase[] = [
  { name: "nothing", change: () => undefined, told: [], datesMove: true },
  {
    name: "a new item",
    change: (pms) => pms.addItem({ id: 9, guid: guid(9), parts: [partOf(9, "/media/New.mp4")] }),
    told: [{ kind: "appeared", item: { id: 9, sceneId: 9 } }],
    datesMove: true,
  },
  {
    name: "a new item that was never updated",
    change: (pms) => pms.addItem({ id: 9, updatedAt: null }),
    told: [{ kind: "appeared", item: { id: 9, sceneId: null } }],
    datesMove: true,
  },
  {
    name: "an edited title",
    change: (pms) => {
      pms.editItem(1, { title: "Other" });
    },
    told: [{ kind: "updated", item: { id: 1, title: "Other" } }],
    datesMove: true,
  },
  {
    name: "an edit that listings do not show",
    change: (pms) => {
      pms.editItem(1, { scalars: { title: "One", summary: "Other" } });
    },
    told: [{ kind: "updated", item: { id: 1 } }],
    datesMove: true,
  },
  {
    name: "a match to another scene",
    change: (pms) => {
      pms.editItem(1, { guid: guid(5) });
    },
    told: [{ kind: "appeared", item: { id: 1, sceneId: 5 } }],
    datesMove: true,
  },
  {
    name: "a match to another agent",
    change: (pms) => {
      pms.editItem(1, { guid: "plex://movie/5d7768" });
    },
    told: [{ kind: "appeared", item: { id: 1, sceneId: null } }],
    datesMove: true,
  },
  {
    name: "a file more",
    change: (pms) => {
      pms.editItem(1, {
        parts: [partOf(1, "/media/One.mp4"), partOf(11, "/media/One, again.mp4")],
      });
    },
    told: [{ kind: "updated", item: { id: 1 } }],
    datesMove: true,
  },
  {
    name: "a moved file, with dates that stay",
    change: (pms) => {
      pms.editItem(1, { parts: [partOf(1, "/media/Moved/One.mp4")], updatedAt: 1_000 });
    },
    told: [{ kind: "updated", item: { id: 1, parts: [{ file: "/media/Moved/One.mp4" }] } }],
    datesMove: false,
  },
  {
    name: "a deleted item",
    change: (pms) => {
      pms.items.delete(1);
    },
    told: [{ kind: "vanished", itemId: 1, sceneId: 1 }],
    datesMove: false,
  },
];

const ways = ["follow", "full pass", "notification"] as const;

describe("what changes in Plex", () => {
  let fixture: PlexFixture;

  beforeEach(async () => {
    fixture = createPlexFixture();
    const { pms } = fixture;
    pms.addSection();
    for (const [id, title] of [
      [1, "One"],
      [2, "Two"],
      [3, "Three"],
    ] as const) {
      const parts = [partOf(id, `/media/${title}.mp4`)];
      pms.addItem({ id, guid: guid(id), title, parts, addedAt: 1_000, updatedAt: 1_000 });
    }
    await fixture.mirror.fullPass();
    await fixture.clock.advance(120_000);
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  const see = async (way: (typeof ways)[number], touched: readonly number[]): Promise<void> => {
    if (way === "follow") await fixture.mirror.follow();
    if (way === "full pass") await fixture.mirror.fullPass();
    if (way !== "notification") return;
    fixture.mirror.start();
    await fixture.clock.settle();
    for (const itemId of touched) {
      const deleted = !fixture.pms.items.has(itemId);
      const metadataState = null;
      fixture.pms.notify({
        kind: "item",
        itemId,
        sectionKey: "1",
        state: 5,
        metadataState,
        deleted,
      });
    }
    await fixture.clock.advance(2_000);
  };

  const table = ways.flatMap((way) =>
    cases.filter(({ datesMove }) => way !== "follow" || datesMove).map((one) => ({ ...one, way })),
  );

  it.each(table)("is seen by a $way: $name", async ({ way, change, told }) => {
    change(fixture.pms);
    await see(way, [1, 9]);
    const expected = told.map((one): unknown => {
      const item = "item" in one ? { item: expect.objectContaining(asExpected(one.item)) } : {};
      return { ...one, ...item };
    });
    expect(fixture.changes).toEqual(expected);
    for (const item of fixture.pms.items.values()) {
      const { id, guid: now, title, updatedAt } = item;
      expect(fixture.mirror.reader.item(id)).toMatchObject({ guid: now, title, updatedAt });
      for (const { file } of item.parts) {
        const found = fixture.mirror.reader.itemsByFoldedPath(file.toLowerCase());
        expect(found.map((one) => one.id)).toEqual([id]);
      }
    }
    expect(fixture.mirror.reader.counts().items).toBe(fixture.pms.items.size);
    expect(fixture.mirror.status().items).toBe(fixture.pms.items.size);
  });

  it("leaves no key of a file that is gone", async () => {
    fixture.pms.editItem(1, { parts: [partOf(1, "/media/Moved/One.mp4")] });
    fixture.pms.items.delete(2);
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.itemsByFoldedPath("/media/one.mp4")).toEqual([]);
    expect(fixture.mirror.reader.itemsByFoldedPath("/media/two.mp4")).toEqual([]);
    const keys = fixture.store.db.prepare("SELECT count(*) AS n FROM plex_part_keys").get();
    expect(keys?.n).toBe(2);
  });

  it("does not forget an item that a moving list skipped", async () => {
    for (let id = 100; id < 1_100; id += 1) fixture.pms.addItem({ id });
    await fixture.mirror.follow();
    fixture.changes.length = 0;
    // An item of the first page goes while it is read: the first of the second page slips into it.
    fixture.pms.beforeCall = ({ name, detail }) => {
      if (name !== "sectionItems" || (detail as { offset: number }).offset !== 500) return;
      fixture.pms.items.delete(2);
    };
    await fixture.mirror.fullPass();
    expect(fixture.changes).toEqual([]);
    for (const id of fixture.pms.items.keys()) {
      expect(fixture.mirror.reader.item(id)?.id).toBe(id);
    }
  });

  it("takes what others have read, and tells only what they cannot know", () => {
    fixture.pms.editItem(1, { title: "Edited" });
    fixture.pms.editItem(2, { guid: guid(8) });
    const read = [...fixture.pms.items.values()].filter(({ id }) => id < 3);
    fixture.mirror.take(read, [3]);
    expect(fixture.changes).toMatchObject([
      { kind: "appeared", item: { id: 2, sceneId: 8 } },
      { kind: "vanished", itemId: 3, sceneId: 3 },
    ]);
    expect(fixture.mirror.reader.item(1)?.title).toBe("Edited");
    expect(fixture.mirror.reader.itemsOfScene(8).map(({ id }) => id)).toEqual([2]);
    expect(fixture.mirror.status().items).toBe(2);
  });
});

function asExpected(item: unknown): Record<string, unknown> {
  const { parts, ...rest } = item as { parts?: readonly object[] };
  if (parts === undefined) return rest;
  return { ...rest, parts: parts.map((part): unknown => expect.objectContaining({ ...part })) };
}
