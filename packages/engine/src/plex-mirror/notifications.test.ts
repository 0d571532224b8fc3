import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createPlexFixture, partOf, type PlexFixture } from "../../test/plex-fixture.ts";

describe("notifications of Plex", () => {
  let fixture: PlexFixture;

  const notify = (itemId: number, deleted = false): void => {
    const state = deleted ? 9 : 5;
    fixture.pms.notify({
      kind: "item",
      itemId,
      sectionKey: "1",
      state,
      metadataState: null,
      deleted,
    });
  };
  const reads = (): number[][] =>
    fixture.pms.callsOf("items").map(({ detail }) => detail as number[]);

  beforeEach(async () => {
    fixture = createPlexFixture();
    fixture.pms.addSection();
    for (let id = 1; id <= 600; id += 1) {
      const parts = [partOf(id, `/media/${id}.mp4`)];
      fixture.pms.addItem({ id, parts, addedAt: 1_000, updatedAt: 1_000 });
    }
    fixture.mirror.start();
    await fixture.clock.advance(10_000);
    fixture.pms.calls.length = 0;
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("are waited for until they are quiet for two seconds", async () => {
    fixture.pms.editItem(1, { title: "Edited" });
    notify(1);
    await fixture.clock.advance(1_500);
    notify(1);
    await fixture.clock.advance(1_999);
    expect(reads()).toEqual([]);
    await fixture.clock.advance(1);
    expect(reads()).toEqual([[1]]);
    expect(fixture.changes).toMatchObject([{ kind: "updated", item: { id: 1 } }]);
  });

  it("are read after ten seconds although they never rest", async () => {
    for (let second = 0; second < 11; second += 1) {
      notify(1);
      await fixture.clock.advance(1_000);
    }
    expect(reads()).toEqual([[1]]);
  });

  it("of ten thousand messages about few items make one request", async () => {
    for (let message = 0; message < 10_000; message += 1) notify(1 + (message % 40));
    await fixture.clock.advance(2_000);
    expect(reads()).toHaveLength(1);
    expect(reads()[0]).toHaveLength(40);
    expect(fixture.changes).toEqual([]);
  });

  it("of hundreds of items read in batches of a hundred", async () => {
    for (let id = 1; id <= 250; id += 1) notify(id);
    await fixture.clock.advance(2_000);
    expect(reads().map((batch) => batch.length)).toEqual([100, 100, 50]);
  });

  it("of a whole library are answered by a listing, and by reading what is gone", async () => {
    for (let id = 1; id <= 600; id += 1) {
      fixture.pms.editItem(id, { title: `Edited ${id}` });
      notify(id);
    }
    fixture.pms.items.delete(600);
    notify(600, true);
    await fixture.clock.advance(2_000);
    expect(reads()).toEqual([[600]]);
    expect(fixture.mirror.reader.item(599)?.title).toBe("Edited 599");
    expect(fixture.mirror.reader.item(600)).toBeNull();
  });

  it("of a deletion are believed when Plex confirms them", async () => {
    fixture.pms.items.delete(1);
    notify(1, true);
    notify(2, true);
    await fixture.clock.advance(2_000);
    expect(fixture.changes).toEqual([{ kind: "vanished", itemId: 1, sceneId: null }]);
    expect(fixture.mirror.reader.item(2)).not.toBeNull();
  });

  it("of things that are no movies of ours leave no trace", async () => {
    fixture.pms.addSection({ key: "2", agent: "tv.plex.agents.movie" });
    fixture.pms.addItem({ id: 900, sectionKey: "2" });
    fixture.pms.addItem({ id: 901, type: "collection" });
    for (const id of [900, 901, 902]) notify(id);
    await fixture.clock.advance(2_000);
    expect(fixture.mirror.reader.counts().items).toBe(600);
    expect(fixture.changes).toEqual([]);
  });

  it("of a refresh that ended make the item be read", async () => {
    fixture.pms.editItem(1, { title: "Refreshed" });
    fixture.pms.notify({ kind: "refresh-ended", itemId: 1 });
    await fixture.clock.advance(2_000);
    expect(fixture.changes).toMatchObject([{ kind: "updated", item: { id: 1 } }]);
  });

  it("are made up for at once when they were missed", async () => {
    fixture.pms.notify({ kind: "disconnected", reason: "cut" });
    fixture.pms.editItem(1, { title: "Unheard" });
    fixture.pms.items.delete(2);
    fixture.pms.notify({ kind: "connected" });
    await fixture.clock.settle();
    expect(fixture.changes).toMatchObject([
      { kind: "updated", item: { id: 1 } },
      { kind: "vanished", itemId: 2 },
    ]);
  });

  it("are not lost when Plex cannot be asked just then", async () => {
    fixture.pms.items.delete(1);
    notify(1, true);
    fixture.pms.beforeCall = ({ name }) => {
      if (name === "items") throw new Error("cut");
    };
    await fixture.clock.advance(2_000);
    expect(fixture.mirror.reader.item(1)).not.toBeNull();
    fixture.pms.beforeCall = () => undefined;
    await fixture.clock.advance(30_000);
    expect(fixture.mirror.reader.item(1)).toBeNull();
  });
});
