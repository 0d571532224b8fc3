import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { foldedSegments, foldPath } from "@stash2plex/shared/paths";
import * as fc from "fast-check";

import { fileOf } from "../../test/memory-stash.ts";
import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";
import { stemKey } from "../matching/stem.ts";
import { titleKey, titleTokens } from "../matching/title-tokens.ts";
import type { SceneIndex } from "../matching/scene-index.ts";
import { pathKey, suffixRange } from "./path-keys.ts";

const paths = [
  "/data/media/Lakes/Opening.mp4",
  "/data/media/Rivers/Opening.mp4",
  "/data/media/Rivers/50% Wool_1.mp4",
  "/data/media/Rivers/50X Wool11.mp4",
  "D:\\Films\\Café\\Café Müller (2018) 1080p.mkv",
  "/data/media/rivers/opening.MP4",
  "/data/more/OpeningNight.mp4",
  "relative/Opening.mp4",
];

describe("the look-ups of the mirror", () => {
  let fixture: MirrorFixture;
  let index: SceneIndex;

  const suffix = (path: string, limit = 10): string[] =>
    index
      .filesBySuffix(foldedSegments(path), limit)
      .map((file) => file.path)
      .sort();

  beforeEach(async () => {
    fixture = createMirrorFixture();
    paths.forEach((path, position) => {
      fixture.stash.addScene({
        id: position + 1,
        title: position === 0 ? "The Director's Lake, Part 2" : `River ${position}`,
        files: [fileOf(position + 1, path)],
        stashIds: [{ endpoint: "https://box.example", stashId: `UUID-${position}` }],
      });
    });
    await fixture.mirror.follow();
    index = fixture.mirror.reader.index;
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it.each([
    ["Opening.mp4", [0, 1, 5, 7]],
    ["rivers/opening.mp4", [1, 5]],
    ["Lakes/Opening.mp4", [0]],
    ["data/media/Lakes/Opening.mp4", [0]],
    ["/data/media/Lakes/Opening.mp4", [0]],
    ["x/data/media/Lakes/Opening.mp4", []],
    ["akes/Opening.mp4", []],
    ["ing.mp4", []],
    ["50% Wool_1.mp4", [2]],
    ["Cafe\u0301/cafe\u0301 mu\u0308ller (2018) 1080p.mkv", [4]],
  ])("finds the files whose path ends with %s", (path, expected) => {
    expect(suffix(path)).toEqual(expected.map((position) => paths[position]).sort());
  });

  it("gives no more than the limit, and nothing for nothing", () => {
    expect(suffix("Opening.mp4", 2)).toHaveLength(2);
    expect(index.filesBySuffix([], 5)).toEqual([]);
  });

  it("tells a whole path from the tail of a longer one, and a rooted one from a relative one", () => {
    const whole = (path: string): string[] =>
      index.filesByFoldedPath(foldPath(path)).map((file) => file.path);
    expect(whole("/DATA/media/rivers/Opening.mp4")).toEqual([paths[1], paths[5]]);
    expect(whole("relative/opening.mp4")).toEqual(["relative/Opening.mp4"]);
    expect(whole("/relative/opening.mp4")).toEqual([]);
    expect(whole("opening.mp4")).toEqual([]);
    expect(whole("d:/films/café/café müller (2018) 1080p.mkv")).toEqual([paths[4]]);
  });

  it("finds by hash, stem, title, stash-box id and words", () => {
    expect(index.filesByOshash(fileOf(3, "").oshash?.toUpperCase() ?? "")[0]?.sceneId).toBe(3);
    expect(index.filesByStem(stemKey("Café Müller (2018).avi"), 5)[0]?.sceneId).toBe(5);
    expect(index.scenesByTitleKey(titleKey("Lake, The Directors (Part 2)"), 5)).toEqual([1]);
    expect(index.scenesByStashBoxId("uuid-3")).toEqual([4]);
    expect(index.searchTitles(titleTokens("directors lake"), 5)).toEqual([1]);
    expect(index.searchTitles(titleTokens("openingnight"), 5)).toEqual([7]);
    expect(index.searchTitles(titleTokens("river opening"), 10).slice(0, 3).sort()).toEqual([
      2, 6, 8,
    ]);
    expect(index.searchTitles(['" OR *', "("], 5)).toEqual([]);
    expect(index.searchTitles([], 5)).toEqual([]);
  });

  it("knows no scene that is not there", () => {
    expect(fixture.mirror.reader.detail(99)).toBeNull();
    expect(index.scene(99)).toBeNull();
    expect(index.filesOfScene(99)).toEqual([]);
  });

  it("gives ids in order and paths from all over the library", () => {
    expect(fixture.mirror.reader.sceneIds(2, 3)).toEqual([3, 4, 5]);
    expect(fixture.mirror.reader.samplePaths(4)).toHaveLength(4);
    expect(fixture.mirror.reader.samplePaths(100)).toHaveLength(paths.length);
    expect(fixture.mirror.reader.samplePaths(0)).toEqual([]);
  });

  it("walks no ring of tags or studios for ever", async () => {
    fixture.stash.putTag({ id: 1, parentIds: [2] });
    fixture.stash.putTag({ id: 2, parentIds: [3, 1] });
    fixture.stash.putTag({ id: 3, parentIds: [1] });
    fixture.stash.putStudio({ id: 1, parentId: 2 });
    fixture.stash.putStudio({ id: 2, parentId: 1 });
    fixture.stash.addScene({ id: 50, tagIds: [1], studioId: 1 });
    await fixture.mirror.follow();
    const detail = fixture.mirror.reader.detail(50);
    expect(detail?.tags[0]?.ancestorIds).toEqual([2, 3]);
    expect(detail?.studios.map((studio) => studio.id)).toEqual([1, 2]);
  });

  it("outlines a scene just as it tells all of it", async () => {
    const { stash, mirror } = fixture;
    stash.putTag({ id: 1 });
    stash.putStudio({ id: 1, parentId: null });
    stash.addScene({ id: 51, title: "Reeds", tagIds: [1], studioId: 1 });
    await mirror.follow();
    for (const id of [1, 51]) {
      const outline = mirror.reader.outline(id);
      const whole = mirror.reader.detail(id);
      expect(whole).not.toBeNull();
      expect({ ...outline, scene: { ...outline?.scene } }).toEqual(whole);
    }
    expect(mirror.reader.outline(99)).toBeNull();
  });

  it("keeps a scene whose every field is odd exactly as it was", async () => {
    const scene = fixture.stash.addScene({
      id: 60,
      title: "שלום 🦉 \u0000 x",
      details: "a\r\nb\t".repeat(2_000),
      date: null,
      rating100: 101,
      organized: false,
      urls: ["", "https://example.org/?a=1&b='\""],
      files: [
        { ...fileOf(1, "/a'b\"c;--.mp4"), oshash: null, size: 9_000_000_000_000, duration: 0.04 },
      ],
      stashIds: [{ endpoint: "", stashId: "" }],
    });
    await fixture.mirror.follow();
    expect(fixture.mirror.reader.detail(60)?.scene).toEqual(scene);
  });

  it("leaves no key behind of a scene that was edited and then deleted", async () => {
    const { stash, mirror, store, clock } = fixture;
    const rows = (): unknown[] =>
      ["file_path_keys", "file_stem_keys", "scene_title_keys", "scene_stash_ids"].map(
        (table) => store.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n,
      );
    const before = rows();
    stash.addScene({ id: 70, title: "Before", files: [fileOf(70, "/x/Before.mp4")] });
    await mirror.follow();
    await clock.advance(1_000);
    stash.editScene(70, {
      title: "After",
      files: [fileOf(70, "/x/After.mp4"), fileOf(71, "/y/a.mp4")],
    });
    await mirror.follow();
    expect(index.searchTitles(["before"], 5)).toEqual([]);
    expect(index.searchTitles(["after"], 5)).toEqual([70]);
    stash.scenes.delete(70);
    await mirror.readScenes([70]);
    expect(rows()).toEqual(before);
    expect(index.searchTitles(["after"], 5)).toEqual([]);
  });
});

describe("path keys", () => {
  it("of a path lie within the range of its every tail, and in no range of a longer path", () => {
    const segment = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), segment, (parts, more) => {
        const segments = foldedSegments(parts.join("/"));
        fc.pre(segments.length > 0);
        const key = pathKey(parts.join("/"));
        const bytes = (text: string): Buffer => Buffer.from(text, "utf8");
        const within = (tail: readonly string[]): boolean => {
          const { from, below } = suffixRange(tail);
          return (
            Buffer.compare(bytes(key), bytes(from)) >= 0 &&
            Buffer.compare(bytes(key), bytes(below)) < 0
          );
        };
        segments.forEach((_, start) => {
          expect(within(segments.slice(start))).toBe(true);
        });
        const [extra] = foldedSegments(more);
        if (extra !== undefined) expect(within([extra, ...segments])).toBe(false);
      }),
    );
  });
});

describe("the version of a picture", () => {
  it("is the one that Stash gave with its owner, and null for none or an unknown owner", async () => {
    const fixture = createMirrorFixture();
    fixture.stash.putPerformer({ id: 5, name: "Ada Reed", imageVersion: "501" });
    fixture.stash.putStudio({ id: 6, name: "Lake Films", imageVersion: "601" });
    fixture.stash.putStudio({ id: 7, name: "River Films" });
    fixture.stash.putGroup({ id: 8, name: "Rivers", frontImageVersion: "801" });
    fixture.stash.addScene({ id: 1, coverVersion: "101", files: [fileOf(1, "/data/a.mp4")] });
    await fixture.mirror.follow();
    const { reader } = fixture.mirror;
    expect(reader.pictureVersion("scene", 1)).toBe("101");
    expect(reader.pictureVersion("performer", 5)).toBe("501");
    expect(reader.pictureVersion("studio", 6)).toBe("601");
    expect(reader.pictureVersion("studio", 7)).toBeNull();
    expect(reader.pictureVersion("group", 8)).toBe("801");
    expect(reader.pictureVersion("scene", 8)).toBeNull();
    await fixture.dispose();
  });
});
