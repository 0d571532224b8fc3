import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import {
  createPlexFixture,
  ourIdentifier,
  partOf,
  type PlexFixture,
} from "../../test/plex-fixture.ts";

describe("the first pass over Plex", () => {
  let fixture: PlexFixture;

  const fill = (count: number, sectionKey = "1"): void => {
    for (let n = 1; n <= count; n += 1) {
      const id = Number(sectionKey) * 10_000 + n;
      const parts = [partOf(id, `/media/Lakes/Lake ${id}.mp4`)];
      fixture.pms.addItem({ id, sectionKey, parts });
    }
  };
  const items = (): number => fixture.mirror.reader.counts().items;

  beforeEach(() => {
    fixture = createPlexFixture();
    fixture.pms.addSection();
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("copies sections, items and parts", async () => {
    fixture.pms.addItem({
      id: 7,
      guid: `${ourIdentifier}://movie/scene-12`,
      title: "Wolf Tracks",
      year: 2018,
      addedAt: 1_000,
      updatedAt: 2_000,
      parts: [partOf(70, "/media/Wolf Tracks.mp4"), partOf(71, "/media/Wolf Tracks 2.mp4")],
    });
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.sections()).toEqual([
      {
        key: "1",
        uuid: "uuid-1",
        title: "Movies 1",
        type: "movie",
        agent: ourIdentifier,
        providerGroupId: null,
        folders: ["/media"],
        watched: true,
      },
    ]);
    expect(fixture.mirror.reader.item(7)).toEqual({
      id: 7,
      sectionKey: "1",
      guid: `${ourIdentifier}://movie/scene-12`,
      sceneId: 12,
      title: "Wolf Tracks",
      year: 2018,
      addedAt: 1_000,
      updatedAt: 2_000,
      deletedAt: null,
      parts: [
        { itemId: 7, file: "/media/Wolf Tracks.mp4", size: 1_000_070, duration: 60_000 },
        { itemId: 7, file: "/media/Wolf Tracks 2.mp4", size: 1_000_071, duration: 60_000 },
      ],
    });
  });

  it("tells nobody of items: everything is new", async () => {
    fill(3);
    await fixture.mirror.fullPass();
    expect(items()).toBe(3);
    expect(fixture.changes).toEqual([]);
  });

  it("asks for one page at a time, and for the next one before the last one is written", async () => {
    fill(1_200);
    let running = 0;
    const seen: { offset: number; written: number }[] = [];
    fixture.pms.beforeCall = async (call) => {
      running += 1;
      expect(running).toBe(1);
      if (call.name === "sectionItems") {
        const { offset } = call.detail as { offset: number };
        seen.push({ offset, written: items() });
      }
      await Promise.resolve();
      running -= 1;
    };
    await fixture.mirror.fullPass();
    expect(seen).toEqual([
      { offset: 0, written: 0 },
      { offset: 500, written: 0 },
      { offset: 1_000, written: 500 },
    ]);
  });

  it.each([true, false])("ends when listings tell their length: %s", async (tellsTotal) => {
    fixture.pms.tellsTotal = tellsTotal;
    fill(1_000);
    await fixture.mirror.fullPass();
    expect(items()).toBe(1_000);
  });

  it("says how far it came", async () => {
    fill(1_200);
    const said: unknown[] = [];
    fixture.mirror.onStatus(({ phase, progress }) => said.push([phase, progress]));
    await fixture.mirror.fullPass();
    expect(said).toEqual(
      expect.arrayContaining([
        ["first-pass", { done: 0, total: null }],
        ["first-pass", { done: 500, total: 1_200 }],
        ["first-pass", { done: 1_200, total: 1_200 }],
      ]),
    );
    expect(fixture.mirror.status()).toMatchObject({
      phase: "ready",
      items: 1_200,
      progress: null,
      lastFullPass: fixture.clock.now(),
      plex: { reachable: true, version: "1.43.4.1", problem: null },
    });
  });

  it("is begun again after it was killed at any page, and loses nothing", async () => {
    fill(2_000);
    for (let page = 0; page < 4; page += 1) {
      let pages = 0;
      fixture.pms.beforeCall = ({ name }) => {
        if (name !== "sectionItems") return;
        if (pages === page) throw new Error("killed");
        pages += 1;
      };
      await expect(fixture.mirror.fullPass()).rejects.toThrow("killed");
      await fixture.reopen();
      expect(fixture.mirror.status().phase).toBe(page === 0 ? "empty" : "first-pass");
    }
    fixture.pms.beforeCall = () => undefined;
    await fixture.mirror.fullPass();
    expect(items()).toBe(2_000);
    expect(fixture.mirror.status().phase).toBe("ready");
    expect(fixture.changes).toEqual([]);
  });

  it("is ended by a stop in its middle", async () => {
    fill(2_000);
    const stops: Promise<void>[] = [];
    fixture.pms.beforeCall = ({ name, detail }) => {
      if (name === "sectionItems" && (detail as { offset: number }).offset === 1_000) {
        stops.push(fixture.mirror.stop());
      }
    };
    await expect(fixture.mirror.fullPass()).rejects.toMatchObject({ code: "aborted" });
    await Promise.all(stops);
    expect(stops).toHaveLength(1);
    expect(items()).toBeLessThan(2_000);
  });

  it("begins by itself, and is not repeated before a day is over", async () => {
    fill(5);
    fixture.mirror.start();
    await fixture.clock.advance(1_000);
    expect(fixture.mirror.status().phase).toBe("ready");
    const whole = () =>
      fixture.pms
        .callsOf("sectionItems")
        .filter(({ detail }) => !Object.hasOwn(detail as object, "updatedSince"))
        .filter(({ detail }) => !Object.hasOwn(detail as object, "addedSince")).length;
    expect(whole()).toBe(1);
    await fixture.clock.advance(23 * 3_600_000);
    expect(whole()).toBe(1);
    await fixture.clock.advance(3_600_000 + 60_000);
    expect(whole()).toBe(2);
  });
});
