import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { PmsError } from "@stash2plex/shared/pms";

import { pmsDown } from "../../test/memory-pms.ts";
import { createPlexFixture, type PlexFixture } from "../../test/plex-fixture.ts";

describe("failures of Plex", () => {
  let fixture: PlexFixture;

  const asked = (): number => fixture.pms.callsOf("identity").length;

  beforeEach(async () => {
    fixture = createPlexFixture();
    fixture.pms.addSection();
    fixture.pms.addItem({ id: 1 });
    fixture.mirror.start();
    await fixture.clock.settle();
    fixture.log.length = 0;
    fixture.pms.calls.length = 0;
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("are shown while they last, said once, and tried again at growing distances", async () => {
    fixture.pms.problem = pmsDown("Plex is not there. Check PLEX_URL.");
    await fixture.clock.advance(60_000);
    expect(fixture.mirror.status().plex).toEqual({
      reachable: false,
      version: "1.43.4.1",
      problem: "Plex is not there. Check PLEX_URL.",
      problemCode: "unreachable",
    });
    expect(asked()).toBe(1);
    for (const [afterMs, times] of [
      [5_000, 2],
      [10_000, 3],
      [20_000, 4],
      [40_000, 5],
      [60_000, 6],
      [60_000, 7],
    ] as const) {
      await fixture.clock.advance(afterMs);
      expect(asked()).toBe(times);
    }
    fixture.pms.problem = null;
    await fixture.clock.advance(60_000);
    expect(fixture.mirror.status().plex).toMatchObject({ reachable: true, problem: null });
    expect(fixture.log.map(({ event }) => event)).toEqual([
      "Plex is not there. Check PLEX_URL.",
      "The Plex mirror works again",
    ]);
  });

  it("of the token are probed once a minute", async () => {
    fixture.pms.problem = new PmsError("unauthorized", "Plex refuses PLEX_TOKEN.", 401);
    await fixture.clock.advance(60_000);
    expect(asked()).toBe(1);
    await fixture.clock.advance(59_000);
    expect(asked()).toBe(1);
    await fixture.clock.advance(1_000);
    expect(asked()).toBe(2);
    expect(fixture.mirror.status().plex.problemCode).toBe("unauthorized");
  });

  it("reject callers with the client's own error, and the copy still answers", async () => {
    fixture.pms.problem = pmsDown();
    await expect(fixture.mirror.follow()).rejects.toBe(fixture.pms.problem);
    await expect(fixture.mirror.fullPass()).rejects.toBe(fixture.pms.problem);
    expect(fixture.mirror.reader.item(1)?.id).toBe(1);
    expect(fixture.mirror.status().phase).toBe("ready");
  });

  it("in the middle of a pass delete nothing", async () => {
    for (let id = 2; id <= 900; id += 1) fixture.pms.addItem({ id });
    await fixture.mirror.follow();
    fixture.pms.items.delete(1);
    fixture.pms.beforeCall = ({ name, detail }) => {
      const isPage = name === "sectionItems" && (detail as { offset: number }).offset === 500;
      if (isPage) throw new PmsError("cut", "The connection to Plex ended.");
    };
    await expect(fixture.mirror.fullPass()).rejects.toMatchObject({ code: "cut" });
    expect(fixture.mirror.reader.item(1)).not.toBeNull();
    expect(fixture.mirror.status().progress).toBeNull();
  });

  it("of provider groups that an older server does not have make no difference", async () => {
    fixture.pms.addSection({ key: "2", agent: "tv.plex.agents.movie", providerGroupId: 1 });
    fixture.pms.beforeCall = ({ name }) => {
      if (name === "providerGroups") throw new PmsError("not-found", "No such route.", 404);
    };
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.sections().map(({ watched }) => watched)).toEqual([true, false]);
  });

  it("of a listener do not end the mirror", async () => {
    fixture.mirror.onChange(() => {
      throw new Error("listener");
    });
    fixture.pms.addItem({ id: 2 });
    await fixture.mirror.follow();
    expect(fixture.mirror.reader.item(2)).not.toBeNull();
    expect(fixture.changes).toHaveLength(1);
    expect(fixture.log.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  it("of the disk are told with their remedy", async () => {
    fixture.store.db.exec("PRAGMA max_page_count = 1");
    for (let id = 2; id <= 5_000; id += 1) fixture.pms.addItem({ id, title: "x".repeat(500) });
    await expect(fixture.mirror.fullPass()).rejects.toMatchObject({ code: "disk-full" });
    expect(fixture.mirror.status().plex.problem).toContain("is full");
    expect(fixture.mirror.status().items).toBe(fixture.mirror.reader.counts().items);

    fixture.store.db.exec("PRAGMA max_page_count = 1000000");
    for (let id = 2; id <= 2_000; id += 1) fixture.pms.items.delete(id);
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.counts().items).toBe(fixture.pms.items.size);
    expect(fixture.mirror.status().items).toBe(fixture.pms.items.size);
  });

  it("are none for a mirror that was stopped", async () => {
    await fixture.mirror.stop();
    await expect(fixture.mirror.follow()).rejects.toMatchObject({ code: "aborted" });
  });
});
