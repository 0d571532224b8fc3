import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createPlexFixture, partOf, type PlexFixture } from "../../test/plex-fixture.ts";

interface Query {
  readonly offset: number;
  readonly updatedSince?: number;
  readonly addedSince?: number;
}

describe("following Plex", () => {
  let fixture: PlexFixture;

  const start = async (items: number): Promise<void> => {
    for (let id = 1; id <= items; id += 1) {
      fixture.pms.addItem({
        id,
        parts: [partOf(id, `/media/${id}.mp4`)],
        addedAt: 1_000,
        updatedAt: 2_000,
      });
    }
    fixture.mirror.start();
    await fixture.clock.settle();
    fixture.pms.calls.length = 0;
  };
  const queries = (): Query[] =>
    fixture.pms.callsOf("sectionItems").map(({ detail }) => detail as Query);

  beforeEach(() => {
    fixture = createPlexFixture();
    fixture.pms.addSection();
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("asks once a minute, and writes nothing when nothing changed", async () => {
    await start(100);
    await fixture.clock.advance(120_000);
    const before = fixture.written();
    await fixture.clock.advance(10 * 60_000);
    expect(fixture.pms.callsOf("sections")).toHaveLength(12);
    expect(fixture.written()).toBe(before);
  });

  it("asks from the latest time that Plex itself has named, five seconds earlier", async () => {
    await start(3);
    fixture.pms.editItem(2, { updatedAt: 3_000 });
    await fixture.mirror.follow();
    expect(queries().map(({ updatedSince }) => updatedSince)).toContain(1_995);
    fixture.pms.calls.length = 0;
    await fixture.mirror.follow();
    expect(queries()).toMatchObject([{ updatedSince: 2_995 }, { addedSince: 2_995 }]);
  });

  it("sees a second edit within the same second", async () => {
    await start(3);
    fixture.pms.editItem(1, { title: "First", updatedAt: 3_000 });
    await fixture.mirror.follow();
    fixture.pms.editItem(2, { title: "Second", updatedAt: 3_000 });
    await fixture.mirror.follow();
    expect(fixture.changes).toMatchObject([{ item: { id: 1 } }, { item: { id: 2 } }]);
  });

  it("does not read a bulk edit again with every round", async () => {
    await start(2_000);
    for (let id = 1; id <= 2_000; id += 1) fixture.pms.editItem(id, { updatedAt: 3_000 });
    await fixture.clock.advance(60_000);
    expect(fixture.changes).toHaveLength(2_000);
    await fixture.clock.advance(2 * 60_000);
    fixture.pms.calls.length = 0;
    await fixture.clock.advance(60_000);
    expect(queries()).toHaveLength(2);
    fixture.pms.editItem(7, { title: "Later", updatedAt: 3_001 });
    await fixture.clock.advance(60_000);
    expect(fixture.mirror.reader.item(7)?.title).toBe("Later");
  });

  it("sees what was edited while a long list was read", async () => {
    await start(1_200);
    for (let id = 1; id <= 1_200; id += 1) fixture.pms.editItem(id, { updatedAt: 3_000 });
    fixture.pms.beforeCall = ({ name, detail }) => {
      if (name !== "sectionItems" || (detail as Query).offset !== 1_000) return;
      fixture.pms.beforeCall = () => undefined;
      fixture.pms.editItem(1, { title: "Meanwhile", updatedAt: 3_060 });
      fixture.pms.editItem(1_200, { updatedAt: 3_100 });
    };
    await fixture.mirror.follow();
    await fixture.mirror.follow();
    expect(fixture.mirror.reader.item(1)?.title).toBe("Meanwhile");
  });

  it("sees what was edited while everything was read for the first time", async () => {
    fixture.pms.beforeCall = ({ name, detail }) => {
      if (name !== "sectionItems" || (detail as Query).offset !== 1_000) return;
      fixture.pms.beforeCall = () => undefined;
      fixture.pms.editItem(1, { title: "Meanwhile", updatedAt: 3_060 });
      fixture.pms.editItem(1_200, { updatedAt: 3_100 });
    };
    await start(1_200);
    expect(fixture.mirror.reader.item(1)?.title).not.toBe("Meanwhile");
    await fixture.mirror.follow();
    expect(fixture.mirror.reader.item(1)?.title).toBe("Meanwhile");
  });

  it("is not led astray by a date of addition in the future", async () => {
    await start(3);
    fixture.pms.editItem(1, { addedAt: 9_000_000_000, updatedAt: 3_000 });
    await fixture.mirror.follow();
    fixture.pms.editItem(2, { title: "Seen", updatedAt: 3_010 });
    await fixture.mirror.follow();
    expect(fixture.mirror.reader.item(2)?.title).toBe("Seen");
  });

  it("finds the first items of an empty library", async () => {
    await start(0);
    fixture.pms.addItem({ id: 5 });
    await fixture.mirror.follow();
    expect(fixture.changes).toMatchObject([{ kind: "appeared", item: { id: 5 } }]);
  });

  it("goes on after a restart where it stood, and looks for what is gone", async () => {
    await start(3);
    const { freshAsOf } = fixture.mirror.status();
    await fixture.reopen();
    expect(fixture.mirror.status()).toMatchObject({ phase: "ready", items: 3, freshAsOf });
    fixture.pms.editItem(1, { title: "While away" });
    fixture.pms.items.delete(2);
    fixture.mirror.start();
    fixture.pms.notify({ kind: "connected" });
    await fixture.clock.settle();
    expect(fixture.changes).toMatchObject([
      { kind: "updated", item: { id: 1 } },
      { kind: "vanished", itemId: 2 },
    ]);
  });

  it("shares rounds: a thousand callers cost two", async () => {
    await start(3);
    await Promise.all(Array.from({ length: 1_000 }, () => fixture.mirror.follow()));
    expect(fixture.pms.callsOf("sections")).toHaveLength(2);
  });

  it("lets a caller leave without ending the round", async () => {
    await start(3);
    fixture.pms.editItem(1, { title: "Seen" });
    const caller = new AbortController();
    const left = fixture.mirror.follow(caller.signal);
    caller.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    await fixture.clock.settle();
    expect(fixture.mirror.reader.item(1)?.title).toBe("Seen");
  });
});
