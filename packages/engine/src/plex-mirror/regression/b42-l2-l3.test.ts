import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { pmsDown } from "../../../test/memory-pms.ts";
import {
  createPlexFixture,
  ourIdentifier,
  partOf,
  rulesOf,
  type PlexFixture,
} from "../../../test/plex-fixture.ts";

describe("what went wrong in version 1 when items of Plex were looked for", () => {
  let fixture: PlexFixture;

  beforeEach(async () => {
    fixture = createPlexFixture();
    fixture.settings.rules = rulesOf("/media", "/data");
    fixture.pms.addSection();
    for (let id = 1; id <= 3_000; id += 1) {
      const parts = [partOf(id, `/media/${id}.mp4`)];
      fixture.pms.addItem({ id, parts, addedAt: 1_000, updatedAt: 1_000 });
    }
    fixture.mirror.start();
    await fixture.clock.advance(180_000);
    fixture.pms.calls.length = 0;
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("B42: a big library is listed once, whatever is looked for later, and mounts may differ", async () => {
    for (let id = 1; id <= 100; id += 1) {
      fixture.pms.editItem(id, { title: `Edited ${id}` });
      expect(fixture.mirror.reader.itemsByFoldedPath(`/media/${id}.mp4`)).toHaveLength(1);
    }
    await fixture.clock.advance(10 * 60_000);
    const pages = fixture.pms.callsOf("sectionItems");
    expect(pages.length).toBeLessThanOrEqual(20);
    const whole = pages.filter(({ detail }) => {
      const { updatedSince, addedSince } = detail as Record<string, number | undefined>;
      return updatedSince === undefined && addedSince === undefined;
    });
    expect(whole).toEqual([]);
    const byStashPath = fixture.store.db
      .prepare("SELECT item_id AS id FROM plex_parts WHERE stash_path = ?")
      .all("/data/2999.mp4");
    expect(byStashPath).toEqual([expect.objectContaining({ id: 2_999 })]);
  });

  it("L2: an item that was looked for in vain is found as soon as Plex has scanned it", async () => {
    const find = (): number[] => fixture.mirror.reader.itemsOfScene(77).map(({ id }) => id);
    expect(find()).toEqual([]);
    fixture.pms.addItem({ id: 9_000, guid: `${ourIdentifier}://movie/scene-77` });
    fixture.pms.notify({
      kind: "item",
      itemId: 9_000,
      sectionKey: "1",
      state: 5,
      metadataState: "created",
      deleted: false,
    });
    await fixture.clock.advance(2_000);
    expect(find()).toEqual([9_000]);
  });

  it("L3: an outage is an outage, never an item that is not there", async () => {
    fixture.pms.problem = pmsDown();
    await expect(fixture.mirror.follow()).rejects.toMatchObject({ class: "down" });
    await expect(fixture.mirror.fullPass()).rejects.toMatchObject({ class: "down" });
    expect(fixture.mirror.reader.counts().items).toBe(3_000);
    expect(fixture.mirror.status().plex.reachable).toBe(false);
    expect(fixture.changes).toEqual([]);
  });
});
