import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { PmsSection } from "@stash2plex/shared/pms";

import {
  createPlexFixture,
  ourIdentifier,
  partOf,
  type PlexFixture,
} from "../../test/plex-fixture.ts";

const filmAgent = "tv.plex.agents.movie";

describe("sections", () => {
  let fixture: PlexFixture;

  const add = (key: string, section: Partial<PmsSection>): void => {
    fixture.pms.addSection({ key, ...section });
    for (const n of [1, 2]) {
      const id = Number(key) * 100 + n;
      const parts = [partOf(id, `/media/${key}/${n}.mp4`)];
      fixture.pms.addItem({ id, sectionKey: key, type: section.type ?? "movie", parts });
    }
  };
  const watched = (): string[] =>
    fixture.mirror.reader.sections().flatMap((section) => (section.watched ? [section.key] : []));
  const sectionsAsked = (): string[] => [
    ...new Set(
      fixture.pms
        .callsOf("sectionItems")
        .map(({ detail }) => (detail as { sectionKey: string }).sectionKey),
    ),
  ];

  beforeEach(() => {
    fixture = createPlexFixture();
    const { pms } = fixture;
    pms.groups.push({ id: 1, title: "Plex Movie", primaryIdentifier: filmAgent });
    pms.groups.push({ id: 7, title: "Stash", primaryIdentifier: ourIdentifier });
    add("1", { title: "Nature", agent: ourIdentifier, providerGroupId: 7 });
    add("2", { title: "Family Films", agent: filmAgent, providerGroupId: 1 });
    add("3", { title: "Lectures", agent: filmAgent, providerGroupId: 7 });
    add("4", { title: "Old", agent: "com.plexapp.agents.none", providerGroupId: null });
    add("5", { title: "Series", agent: ourIdentifier, type: "show" });
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it.each([
    [[], ["1", "3"]],
    [["Nature"], ["1"]],
    [
      [" family FILMS ", "4"],
      ["2", "4"],
    ],
    [["Series"], []],
    [["None of these"], []],
  ])("are chosen by %j: watched are %j", async (chosen, expected) => {
    fixture.settings.sections = chosen;
    await fixture.mirror.fullPass();
    expect(watched()).toEqual(expected);
    expect(sectionsAsked()).toEqual(expected);
    expect(fixture.mirror.reader.sections()).toHaveLength(5);
    const keys = expected.flatMap((key) => [`${key}01`, `${key}02`]);
    const kept = ["1", "2", "3", "4", "5"].flatMap((key) =>
      fixture.mirror.reader.itemIds(key, 0, 9),
    );
    expect(kept.map(String)).toEqual(keys);
  });

  it("that nobody has are named once, beside those that there are", async () => {
    fixture.settings.sections = ["Nature", "Natrue"];
    await fixture.mirror.fullPass();
    await fixture.mirror.fullPass();
    const warnings = fixture.log.filter(({ level }) => level === "warn");
    expect(warnings.map(({ event }) => event)).toEqual([
      expect.stringMatching(/PLEX_SECTIONS names Natrue, .*Nature, Family Films, Lectures, Old/u),
    ]);
  });

  it("ask for provider groups only where they decide", async () => {
    fixture.settings.sections = ["Nature"];
    await fixture.mirror.fullPass();
    expect(fixture.pms.callsOf("providerGroups")).toHaveLength(0);
  });

  it("lose their items when they are not watched any more, and nobody is told of a loss", async () => {
    await fixture.mirror.fullPass();
    fixture.settings.sections = ["Lectures"];
    await fixture.mirror.follow();
    expect(fixture.mirror.reader.counts()).toEqual({ items: 2, parts: 2 });
    expect(fixture.mirror.reader.itemsByFoldedPath("/media/1/1.mp4")).toEqual([]);
    expect(fixture.changes).toEqual([]);
  });

  it("are copied when they are watched again, without being told as new", async () => {
    fixture.settings.sections = ["Lectures"];
    fixture.mirror.start();
    await fixture.clock.settle();
    fixture.settings.sections = [];
    await fixture.clock.advance(61_000);
    expect(fixture.mirror.reader.counts().items).toBe(4);
    expect(fixture.changes).toEqual([]);
    fixture.pms.editItem(101, { title: "Edited" });
    await fixture.clock.advance(61_000);
    expect(fixture.changes).toMatchObject([{ kind: "updated", item: { id: 101 } }]);
  });

  it("keep items of others out, whoever hands them over", async () => {
    await fixture.mirror.fullPass();
    fixture.mirror.take([...fixture.pms.items.values()], []);
    expect(fixture.mirror.reader.counts().items).toBe(4);
    expect(fixture.changes).toEqual([]);
  });

  it("hand an item over that moved to one that is not watched", async () => {
    await fixture.mirror.fullPass();
    fixture.pms.editItem(101, { sectionKey: "2" });
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.item(101)).toBeNull();
    expect(fixture.changes).toEqual([{ kind: "vanished", itemId: 101, sceneId: null }]);
  });

  it("begin anew under a key that another section took over", async () => {
    await fixture.mirror.fullPass();
    const section = fixture.pms.sections.get("1");
    if (section !== undefined) fixture.pms.sections.set("1", { ...section, uuid: "another" });
    for (const id of [101, 102]) fixture.pms.items.delete(id);
    fixture.pms.addItem({ id: 190 });
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.itemIds("1", 0, 9)).toEqual([190]);
    expect(fixture.changes).toEqual([]);
  });

  it("are all forgotten, with what we did to their items, when the server is another one", async () => {
    await fixture.mirror.fullPass();
    fixture.store.db.exec(
      `INSERT INTO pushed (item_id, section_key, scene_id, digest, lists, at) VALUES (101, '1', 1, '', '{}', 0);
       INSERT INTO uploads (item_id, kind, source, sha1, at) VALUES (101, 'poster', '', '', 0)`,
    );
    await fixture.mirror.follow();
    const rows = (table: string): unknown =>
      fixture.store.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n;
    expect([rows("pushed"), rows("uploads")]).toEqual([1, 1]);

    fixture.pms.identity = { ...fixture.pms.identity, machineIdentifier: "another" };
    await fixture.mirror.follow();
    expect([rows("pushed"), rows("uploads"), rows("plex_items")]).toEqual([0, 0, 0]);
    expect(fixture.mirror.status().phase).toBe("empty");
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.counts().items).toBe(4);
    expect(fixture.changes).toEqual([]);
  });

  it("are copied anew under another identifier of ours", async () => {
    fixture.pms.editItem(101, { guid: `${ourIdentifier}nas://movie/scene-4` });
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.itemsOfScene(4)).toEqual([]);
    fixture.settings.identifier = `${ourIdentifier}nas`;
    fixture.settings.sections = ["Nature"];
    await fixture.reopen();
    expect(fixture.mirror.status().phase).toBe("empty");
    await fixture.mirror.fullPass();
    expect(fixture.mirror.reader.itemsOfScene(4).map(({ id }) => id)).toEqual([101]);
  });
});
