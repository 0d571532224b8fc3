import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { parsePathRules, type PathRule } from "@stash2plex/shared/paths";
import fc from "fast-check";

import { createMirrorFixture, type MirrorFixture } from "../../../test/mirror-fixture.ts";
import { fileOf } from "../../../test/memory-stash.ts";
import { defaultMatchSettings } from "../../matching/match-settings.ts";
import type { MirroredSection } from "../../plex-mirror/plex-mirror.ts";
import type { DecidePartDeps } from "../../reconcile/find-items/decide-part.ts";
import { createMirrorReader } from "../../stash-mirror/mirror-reader.ts";
import { createMirrorWriter, type MirrorWriter } from "../../stash-mirror/mirror-writer.ts";
import { createPartVerdicts, ladderVerdict, type SectionPart } from "./part-verdicts.ts";

/** Few names, so that files meet in every way that there is. */
const roots = ["/data/media", "/data/other", "/films", "/films/b", ""];
const folders = ["", "/Lakes", "/lakes", "/Lakes/One", "/x/Lakes"];
const names = [
  "A Walk by the Lake 2024-05-31.mp4",
  "a walk by the lake 2024-05-31.MP4",
  "A.Walk.by.the.Lake.2024-05-31.1080p.mkv",
  "Opening.mp4",
  "opening.mkv",
  "Strange and Unheard.mp4",
  "Lake {stash-3}.mp4",
  "Lake {stash-77}.mp4",
  "Café.mp4",
  "Cafe\u0301.mp4",
  "..mp4",
];

const path = fc
  .tuple(fc.constantFrom(...roots), fc.constantFrom(...folders), fc.constantFrom(...names))
  .map(([root, folder, name]) => `${root}${folder}/${name}`);

const sectionFolders = fc.subarray(["/data/media", "/films", "/films/b", "/"], { minLength: 1 });

const ruleSets: readonly (readonly PathRule[])[] = [
  [],
  parsePathRules([{ name: "films", plex: "/films", stash: "/data/media" }]).rules,
  parsePathRules([
    { name: "deep", plex: "/films/b", stash: "/data/other/Lakes", plexRoot: "/films" },
    { name: "films", plex: "/films", stash: "/data/media" },
  ]).rules,
];

describe("verdicts made by indexes", () => {
  let f: MirrorFixture;
  let writer: MirrorWriter;
  let ladder: DecidePartDeps;

  beforeEach(() => {
    f = createMirrorFixture();
    writer = createMirrorWriter(f.store.db);
    const { index } = createMirrorReader(f.store.openReader());
    ladder = { index, rules: [], settings: defaultMatchSettings };
  });
  afterEach(async () => {
    await f.dispose();
  });

  const sectionOf = (locations: readonly string[]): MirroredSection => ({
    key: "1",
    uuid: "one",
    title: "Films",
    type: "movie",
    agent: "",
    providerGroupId: null,
    folders: locations,
    watched: true,
  });

  it("are those of the ladder, whatever lies where", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(path, { minLength: 1, maxLength: 2 }), { maxLength: 8 }),
        fc.array(path, { minLength: 1, maxLength: 8 }),
        sectionFolders,
        fc.constantFrom(...ruleSets),
        fc.boolean(),
        (scenes, files, locations, rules, requireOrganized) => {
          writer.wipe();
          writer.putScenes(
            scenes.map((paths, at) =>
              f.stash.addScene({
                id: at + 1,
                organized: at % 2 === 0,
                files: paths.map((file, index) => fileOf(at * 10 + index, file)),
              }),
            ),
          );
          const settings = { ...defaultMatchSettings, requireOrganized };
          const deps = { ...ladder, rules, settings };
          const section = sectionOf(locations);
          const parts = files.map((file): SectionPart => ({
            part: { itemId: 1, file, size: null, duration: null },
            section,
          }));
          const verdicts = createPartVerdicts(f.store.db, () => deps).of(parts);
          const told = parts.map((part, at) => ({ ...part.part, ...verdicts.of(at), path: null }));
          const wanted = parts.map((part) => ({
            ...part.part,
            ...ladderVerdict(part, deps),
            path: null,
          }));
          const plain = (list: readonly object[]) =>
            list.map((one) => ({ ...one, why: undefined }));
          expect(plain(told)).toEqual(plain(wanted));
        },
      ),
      { numRuns: 300 },
    );
  }, 120_000);

  it("ask the ladder for little", () => {
    writer.putScenes(Array.from({ length: 20 }, (_, at) => f.stash.addScene({ id: at + 1 })));
    const section = sectionOf(["/data/media"]);
    const parts = Array.from({ length: 40 }, (_, at): SectionPart => ({
      part: {
        itemId: at,
        file: `/data/media/lakes/${at < 20 ? "Lake" : "Unheard"} ${at + 1}.mp4`,
        size: null,
        duration: null,
      },
      section,
    }));
    const verdicts = createPartVerdicts(f.store.db, () => ladder).of(parts);
    expect(parts.filter((_, at) => verdicts.isSlow(at))).toEqual([]);
    expect(parts.filter((_, at) => verdicts.of(at).outcome === "matched")).toHaveLength(20);
  });
});
