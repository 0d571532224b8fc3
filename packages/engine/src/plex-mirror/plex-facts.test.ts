import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createPlexFixture, partOf, type PlexFixture } from "../../test/plex-fixture.ts";
import { plexFactsOf } from "./plex-facts.ts";

describe("what the Plex mirror knows about the file of a match request", () => {
  let fixture: PlexFixture;
  const folders = ["/media/nature", "/media/more", "D:\\Lectures"];

  beforeEach(async () => {
    fixture = createPlexFixture();
    const { pms } = fixture;
    pms.addSection({
      locations: folders.map((path, at) => ({ id: at + 1, path })),
    });
    pms.addSection({
      key: "2",
      agent: "tv.plex.agents.movie",
      locations: [{ id: 9, path: "/tv" }],
    });
    const add = (id: number, ...files: string[]): void => {
      pms.addItem({ id, parts: files.map((file, at) => partOf(id * 10 + at, file)) });
    };
    add(1, "/media/nature/Lakes/Dawn.mp4", "/media/nature/Lakes/Dawn 2.mp4");
    add(2, "/media/nature/Twice.mp4");
    add(3, "/media/more/Twice.mp4");
    add(4, "/media/nature/Lisbon/Opening.mp4");
    add(5, "D:\\Lectures\\Week 1.mp4");
    pms.addItem({
      id: 6,
      parts: [{ ...partOf(60, "/media/nature/Unmeasured.mp4"), size: null, duration: null }],
    });
    await fixture.mirror.fullPass();
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it.each([
    ["a relative name", "Lakes/Dawn.mp4", 10],
    ["a second part", "Lakes/Dawn 2.mp4", 11],
    ["other case", "lakes/DAWN.mp4", 10],
    ["a name that begins with a slash", "/Lakes/Dawn.mp4", 10],
    ["a whole path", "/media/nature/Lakes/Dawn.mp4", 10],
    ["a drive", "Week 1.mp4", 50],
  ])("is size and duration for %s", (_, filename, part) => {
    const facts = plexFactsOf(fixture.mirror.reader);
    expect(facts({ type: 1, filename, manual: false, includeAdult: true })).toEqual({
      folders,
      size: 1_000_000 + part,
      duration: 60,
    });
  });

  it.each([
    ["no name", undefined],
    ["a name in two folders", "Twice.mp4"],
    ["the same base name in another folder", "Carpathians/Opening.mp4"],
    ["a bare name that lies deeper", "Opening.mp4"],
    ["a name that climbs", "Lakes/../Lakes/Dawn.mp4"],
    ["a part that was not measured", "Unmeasured.mp4"],
    ["a file that is not there yet", "New.mp4"],
  ])("is only the folders for %s", (_, filename) => {
    const facts = plexFactsOf(fixture.mirror.reader);
    const name = filename === undefined ? {} : { filename };
    expect(facts({ type: 1, ...name, manual: false, includeAdult: true })).toEqual({ folders });
  });

  it("finds items by the end of their path, and by whole segments only", () => {
    const ids = (...segments: string[]) =>
      fixture.mirror.reader.itemsBySuffix(segments, 10).map(({ id }) => id);
    expect(ids("twice.mp4").sort()).toEqual([2, 3]);
    expect(ids("more", "twice.mp4")).toEqual([3]);
    expect(ids("wice.mp4")).toEqual([]);
    expect(ids()).toEqual([]);
    expect(fixture.mirror.reader.itemsBySuffix(["twice.mp4"], 1)).toHaveLength(1);
  });
});
