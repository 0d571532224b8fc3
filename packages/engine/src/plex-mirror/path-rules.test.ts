import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createPlexFixture, partOf, rulesOf, type PlexFixture } from "../../test/plex-fixture.ts";

describe("Stash paths of Plex files", () => {
  let fixture: PlexFixture;

  const paths = (): unknown[] =>
    fixture.store.db
      .prepare("SELECT stash_path FROM plex_parts ORDER BY item_id, position")
      .all()
      .map((row) => row.stash_path);

  beforeEach(() => {
    fixture = createPlexFixture();
    fixture.pms.addSection();
    const parts = [partOf(1, "/media/One.mp4"), partOf(2, "/elsewhere/Two.mp4")];
    fixture.pms.addItem({ id: 1, parts });
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("are stored beside them, where a rule fits", async () => {
    fixture.settings.rules = rulesOf("/media", "/data/films");
    await fixture.mirror.fullPass();
    expect(paths()).toEqual(["/data/films/One.mp4", null]);
  });

  it("are made anew when the rules change, while running and over a restart", async () => {
    fixture.settings.rules = rulesOf("/media", "/data/films");
    fixture.mirror.start();
    await fixture.clock.settle();
    fixture.settings.rules = rulesOf("/elsewhere", "/mnt");
    await fixture.clock.advance(60_000);
    expect(paths()).toEqual([null, "/mnt/Two.mp4"]);

    fixture.settings.rules = rulesOf("/media", "/srv");
    await fixture.reopen();
    expect(paths()).toEqual([null, "/mnt/Two.mp4"]);
    fixture.mirror.start();
    await fixture.clock.settle();
    expect(paths()).toEqual(["/srv/One.mp4", null]);
  });

  it("are not made anew by rules that are the same", async () => {
    fixture.settings.rules = rulesOf("/media", "/srv");
    fixture.mirror.start();
    await fixture.clock.advance(120_000);
    fixture.settings.rules = rulesOf("/media", "/srv");
    const before = fixture.written();
    await fixture.clock.advance(60_000);
    expect(fixture.written()).toBe(before);
  });

  it("are made anew from the beginning when that was interrupted", async () => {
    for (let id = 10; id < 1_510; id += 1) {
      fixture.pms.addItem({ id, parts: [partOf(id, `/media/${id}.mp4`)] });
    }
    fixture.mirror.start();
    await fixture.clock.settle();
    fixture.settings.rules = rulesOf("/media", "/srv");
    fixture.store.db.exec(
      `CREATE TEMP TRIGGER full BEFORE UPDATE ON plex_parts WHEN NEW.item_id = 900
         BEGIN SELECT RAISE(ABORT, 'no room'); END`,
    );
    await fixture.clock.advance(60_000);
    const mapped = () => paths().filter((path) => path !== null).length;
    expect(mapped()).toBeLessThan(1_000);
    await fixture.reopen();
    fixture.mirror.start();
    await fixture.clock.settle();
    expect(mapped()).toBe(1_501);
  });
});
