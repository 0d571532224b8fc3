import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { StashId } from "@stash2plex/shared/stash";

import { createGapsFixture, ours, type GapsFixture } from "../../../test/gaps-fixture.ts";
import type { AskedFile } from "../gap.ts";

const root = "/data/media";

const askedOf = (
  f: GapsFixture,
  filename: string,
  outcome: AskedFile["outcome"] = "none",
  sceneIds: readonly StashId[] = [],
): AskedFile => ({ filename, title: "Far", outcome, sceneIds, at: f.base.clock.now() });

describe("a file that Plex asked about, without a Plex to look into", () => {
  let f: GapsFixture;

  beforeEach(async () => {
    f = createGapsFixture({ isPlexKnown: false });
    f.addScene(1, [`${root}/y/One.mp4`]);
    await f.sync();
  });
  afterEach(async () => {
    await f.dispose();
  });

  const note = (...files: readonly AskedFile[]) => f.service.noteAsked(files);
  const followStash = async (): Promise<void> => {
    await f.passing(f.base.mirror.run("follow"));
    await f.base.clock.settle();
  };

  it("is a gap at once", async () => {
    await note(askedOf(f, "x/Far.mp4"));
    const gap = await f.gap("plex-only");
    expect(gap).toMatchObject({ reason: "not-in-stash", plexPath: "x/Far.mp4", title: "Far" });
    expect(gap.explanation).toContain("x/Far.mp4");
  });

  it("is the same gap however often it is asked about", async () => {
    await note(askedOf(f, "x/Far.mp4"));
    const { id, firstSeen } = await f.gap("plex-only");
    await f.base.clock.advance(60_000);
    const again = askedOf(f, "x/Far.mp4", "ambiguous", [4, 5]);
    await note(again);
    expect(await f.gap("plex-only")).toMatchObject({
      id,
      firstSeen,
      lastSeen: again.at,
      reason: "ambiguous",
    });
  });

  it("is no gap any more when it was matched", async () => {
    await note(askedOf(f, "x/Far.mp4"));
    await note(askedOf(f, "x/Far.mp4", "matched", [1]));
    expect(await f.open()).toEqual([]);
  });

  it("says which scene a filter keeps out", async () => {
    await note(askedOf(f, "y/One.mp4", "filtered", [1]));
    expect(await f.gap("plex-only")).toMatchObject({ reason: "filtered", sceneId: 1 });
  });

  it("is no gap any more when Stash learns it, without anyone asking", async () => {
    await note(askedOf(f, "x/Far.mp4"), askedOf(f, "x/Other.mp4"));
    f.addScene(2, [`${root}/x/Far.mp4`]);
    await followStash();
    expect(await f.open()).toEqual(["plex-only/not-in-stash x/Other.mp4"]);
  });

  it("is looked at again by a comparison, which itself is refused", async () => {
    await note(askedOf(f, "x/Far.mp4"));
    f.base.store.db.exec("UPDATE gaps SET plex_path = 'y/One.mp4'");
    await expect(f.service.compare()).rejects.toThrow("PLEX_URL is not set.");
    expect(await f.open()).toEqual([]);
  });

  it("is no gap while nobody can say whether Stash knows it", async () => {
    await note(askedOf(f, "x/Far.mp4", "unconfirmed"), askedOf(f, "y/One.mp4", "unconfirmed"));
    expect(await f.open()).toEqual([]);
    await f.base.clock.advance(1_000);
    await followStash();
    await expect(f.service.compare()).rejects.toThrow();
    expect(await f.open()).toEqual(["plex-only/not-in-stash x/Far.mp4"]);
  });

  it("is forgotten when there are too many", async () => {
    const many = Array.from({ length: 20_050 }, (_, at) => ({
      ...askedOf(f, `x/Far ${at}.mp4`),
      at,
    }));
    await note(...many);
    const { total, gaps } = await f.service.page({ limit: 1, sort: "oldest" });
    expect(total).toBe(20_000);
    expect(gaps[0]?.plexPath).toBe("x/Far 50.mp4");
  });

  it("is not told where this kind is left out", async () => {
    f.gapSettings = { ...f.gapSettings, excludeKinds: ["plex-only"] };
    await note(askedOf(f, "x/Far.mp4"));
    expect(await f.open()).toEqual([]);
  });
});

describe("a file that Plex asked about, with a Plex to look into", () => {
  let f: GapsFixture;

  beforeEach(async () => {
    f = createGapsFixture();
    await f.addUpToDate(1);
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("becomes the gap of its part, first seen when Plex asked", async () => {
    const asked = askedOf(f, "x/Far.mp4");
    await f.service.noteAsked([asked]);
    await f.base.clock.advance(60_000);
    f.addFiles(101, [`${root}/x/Far.mp4`]);
    await f.compare();
    expect(await f.open()).toEqual([`plex-only/not-in-stash ${root}/x/Far.mp4`]);
    expect(await f.gap("plex-only")).toMatchObject({ firstSeen: asked.at, ratingKey: "101" });
  });

  it("is the gap of its part where Plex has it already", async () => {
    f.addFiles(101, [`${root}/x/Far.mp4`]);
    await f.compare();
    const before = await f.gap("plex-only");
    await f.service.noteAsked([askedOf(f, "x/Far.mp4")]);
    expect((await f.service.page({ limit: 10 })).total).toBe(1);
    expect(await f.gap("plex-only")).toMatchObject({ id: before.id, plexPath: before.plexPath });
  });

  it("is no gap when Plex has it as a scene's meanwhile", async () => {
    await f.service.noteAsked([askedOf(f, "x/Far.mp4")]);
    f.addScene(2, [`${root}/x/Far.mp4`]);
    f.addFiles(102, [`${root}/x/Far.mp4`], { guid: ours(2) });
    await f.compare();
    expect(await f.open()).toEqual([]);
  });

  it("is no gap when Plex does not have it any more", async () => {
    await f.service.noteAsked([askedOf(f, "x/Far.mp4")]);
    await f.base.clock.advance(60_000);
    await f.compare();
    expect(await f.open()).toEqual([]);
  });
});
