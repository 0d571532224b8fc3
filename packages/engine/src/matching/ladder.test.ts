import { describe, expect, it } from "@jest/globals";
import { parsePathRules } from "@stash2plex/shared/paths";
import type { MatchRequest } from "@stash2plex/shared/plex";

import {
  createMemorySceneIndex,
  type PlainLibrary,
  type PlainScene,
} from "../../bench/layouts/memory-scene-index.ts";
import { createMirrorSceneIndex } from "../../bench/layouts/mirror-scene-index.ts";
import { decide } from "./ladder.ts";
import type { MatchDecision } from "./decision.ts";
import type { PlexFacts } from "./match-context.ts";
import { defaultMatchSettings, type MatchSettings } from "./match-settings.ts";

const identifier = "tv.plex.agents.custom.stash2plex";
const guid = (id: number): string => `${identifier}://movie/scene-${id}`;
const uuid = "0b5ea1c8-31a4-4b9f-8a7e-2f0e7a4d9c11";

interface Case {
  /** Scenes 1, 2, ...: a path, several paths of one scene, or a scene without its id. */
  readonly stash: readonly (string | readonly string[] | Omit<PlainScene, "id">)[];
  readonly plex: string | Partial<MatchRequest>;
  readonly folders?: readonly string[];
  readonly frozen?: boolean;
  readonly rules?: readonly unknown[];
  readonly settings?: Partial<MatchSettings>;
  readonly facts?: PlexFacts;
}

function sceneOf(entry: Case["stash"][number], at: number): PlainScene {
  const id = at + 1;
  if (typeof entry === "string") return { id, files: [entry] };
  return "files" in entry ? { ...entry, id } : { id, files: entry };
}

function decisionOf(given: Case, createIndex = createMemorySceneIndex): MatchDecision {
  const library: PlainLibrary = {
    scenes: given.stash.map(sceneOf),
    folders: given.folders ?? ["/mnt/media"],
    guidsTrusted: given.frozen !== true,
  };
  const { rules, refused } = parsePathRules(given.rules ?? []);
  expect(refused).toEqual([]);
  const hints = typeof given.plex === "string" ? { filename: given.plex } : given.plex;
  return decide(
    { type: 1, manual: false, includeAdult: false, ...hints },
    {
      index: createIndex(library),
      rules,
      settings: { ...defaultMatchSettings, ...given.settings },
      ...(given.facts !== undefined && { plexFacts: given.facts }),
    },
  );
}

/** `matched 1 by stem`, `ambiguous 1 2 by base-name`, `none`. */
function inShort(decision: MatchDecision): string {
  const [first] = decision.candidates;
  if (first === undefined) return decision.outcome;
  const ids = decision.candidates.map(({ sceneId }) => sceneId).join(" ");
  return `${decision.outcome} ${ids} by ${first.rung}`;
}

const tree = [
  "/mnt/media/Lisbon/Opening.mp4",
  "/mnt/media/Porto/Opening.mp4",
  "/mnt/media/Autumn Term/Week 2/Seminar.mp4",
  "/mnt/media/Lakes/Lakes of Finland (2018).mp4",
  "/mnt/media/Lakes/Lakes of Finland (2019).mp4",
];

const rule = { name: "films", plex: "/data", stash: "/mnt/media", plexRoot: "/data" };

type Table = readonly (readonly [string, Case, string])[];

/** Every case over plain maps and over the mirror: both are the same index to the ladder. */
function expectAll(table: Table): void {
  it.each(table)("%s", (_, given, expected) => {
    expect(inShort(decisionOf(given))).toBe(expected);
    expect(inShort(decisionOf(given, createMirrorSceneIndex))).toBe(expected);
  });
}

describe("guid", () => {
  expectAll([
    ["ours", { stash: tree, plex: { guid: guid(3) } }, "matched 3 by guid"],
    ["ours, of no scene", { stash: tree, plex: { guid: guid(99) } }, "none"],
    ["of another agent", { stash: tree, plex: { guid: "imdb://scene-3" } }, "none"],
    ["without movie/", { stash: tree, plex: { guid: `${identifier}://scene-3` } }, "none"],
    [
      "beats a name that is no exact path",
      { stash: tree, plex: { guid: guid(3), filename: "X/Lakes of Finland (2018).mp4" } },
      "matched 3 by guid",
    ],
    [
      "loses to the whole name",
      { stash: tree, plex: { guid: guid(3), filename: "Lisbon/Opening.mp4" } },
      "matched 1 by whole-name",
    ],
    [
      "loses to a mapped path",
      { stash: tree, plex: { guid: guid(3), filename: "Porto/Opening.mp4" }, rules: [rule] },
      "matched 2 by mapped-path",
    ],
    [
      "decides between two exact paths",
      {
        stash: ["/mnt/a/Lisbon/Opening.mp4", "/mnt/b/Lisbon/Opening.mp4"],
        plex: { guid: guid(2), filename: "Lisbon/Opening.mp4" },
      },
      "matched 2 by guid",
    ],
    [
      "is not believed while the mirror is frozen",
      { stash: tree, plex: { guid: guid(3) }, frozen: true },
      "none",
    ],
    [
      "frozen, the path still answers",
      { stash: tree, plex: { guid: guid(3), filename: "Lisbon/Opening.mp4" }, frozen: true },
      "matched 1 by whole-name",
    ],
  ]);
});

describe("hash", () => {
  const hashed = [
    { files: [{ path: "/mnt/media/a.mp4", oshash: "00ff00ff00ff00ff" }] },
    { files: [{ path: "/mnt/media/b.mp4", oshash: "1122334455667788" }] },
    { files: [{ path: "/mnt/media/c.mp4", oshash: "1122334455667788" }] },
  ];
  expectAll([
    ["equal", { stash: hashed, plex: { oshash: "00ff00ff00ff00ff" } }, "matched 1 by hash"],
    ["in capitals", { stash: hashed, plex: { oshash: "00FF00FF00FF00FF" } }, "matched 1 by hash"],
    ["of no file", { stash: hashed, plex: { oshash: "ffffffffffffffff" } }, "none"],
    ["empty", { stash: hashed, plex: { oshash: "" } }, "none"],
    [
      "of two scenes",
      { stash: hashed, plex: { oshash: "1122334455667788" } },
      "ambiguous 2 3 by hash",
    ],
  ]);
});

describe("mapped path", () => {
  const windows = { name: "w", plex: "D:\\Media", stash: "\\\\nas\\share\\media" };
  expectAll([
    [
      "absolute",
      { stash: tree, plex: "/data/Lisbon/Opening.mp4", rules: [rule] },
      "matched 1 by mapped-path",
    ],
    [
      "relative, with a root",
      { stash: tree, plex: "Lisbon/Opening.mp4", rules: [rule] },
      "matched 1 by mapped-path",
    ],
    [
      "a bare name, with a root",
      { stash: ["/mnt/media/Opening.mp4"], plex: "Opening.mp4", rules: [rule] },
      "matched 1 by mapped-path",
    ],
    [
      "Windows and UNC",
      {
        stash: ["\\\\nas\\share\\media\\Lisbon\\Opening.mp4"],
        plex: "D:\\Media\\Lisbon\\Opening.mp4",
        rules: [windows],
      },
      "matched 1 by mapped-path",
    ],
    [
      "decomposed letters",
      { stash: ["/mnt/media/Cafe\u0301.mp4"], plex: "Caf\u00e9.mp4", rules: [rule] },
      "matched 1 by mapped-path",
    ],
    [
      "exact case before other case",
      {
        stash: ["/mnt/media/x/opening.mp4", "/mnt/media/x/Opening.mp4"],
        plex: "x/Opening.mp4",
        rules: [rule],
      },
      "matched 2 by mapped-path",
    ],
    [
      "other case, if unique",
      { stash: ["/mnt/media/x/opening.mp4"], plex: "X/Opening.mp4", rules: [rule] },
      "matched 1 by mapped-path",
    ],
    [
      "other case, not unique",
      {
        stash: ["/mnt/media/x/opening.mp4", "/mnt/media/X/opening.mp4"],
        plex: "x/Opening.mp4",
        rules: [rule],
      },
      "ambiguous 1 2 by mapped-path",
    ],
    [
      "two roots, two files",
      {
        stash: ["/s/a/x/Opening.mp4", "/s/b/x/Opening.mp4"],
        plex: "x/Opening.mp4",
        rules: [
          { name: "a", plex: "/p/a", stash: "/s/a", plexRoot: "/p/a" },
          { name: "b", plex: "/p/b", stash: "/s/b", plexRoot: "/p/b" },
        ],
      },
      "ambiguous 1 2 by mapped-path",
    ],
    [
      "a known folder of Plex through a rule",
      {
        stash: ["/mnt/media/films/Opening.mp4"],
        plex: "Opening.mp4",
        rules: [{ name: "r", plex: "/data", stash: "/mnt/media" }],
        facts: { folders: ["/data/films", "/data/talks"] },
      },
      "matched 1 by mapped-path",
    ],
    [
      "a known folder that Stash sees alike",
      {
        stash: ["/data/films/Opening.mp4"],
        plex: "Opening.mp4",
        facts: { folders: ["/data/films"] },
      },
      "matched 1 by mapped-path",
    ],
    [
      "no such file: the ladder goes on",
      { stash: tree, plex: "else/Lisbon/Opening.mp4", rules: [rule] },
      "matched 1 by shortened-name",
    ],
    [
      "a climbing name is not mapped",
      { stash: tree, plex: "/data/x/../Lisbon/Opening.mp4", rules: [rule] },
      "none",
    ],
  ]);
});

describe("names that differ only by their Unicode form", () => {
  const nfc = "Unicode/both/Caf\u00e9 au Lait.mp4";
  const nfd = "Unicode/both/Cafe\u0301 au Lait.mp4";
  const twins = [`/mnt/media/${nfc}`, `/mnt/media/${nfd}`];
  expectAll([
    ["the composed twin", { stash: twins, plex: nfc }, "matched 1 by whole-name"],
    ["the decomposed twin", { stash: twins, plex: nfd }, "matched 2 by whole-name"],
    [
      "with more folders on Plex's side",
      { stash: twins, plex: `volume/media/${nfd}` },
      "matched 2 by shortened-name",
    ],
    [
      "through a rule",
      {
        stash: twins,
        plex: nfd,
        rules: [{ name: "m", plex: "/p", stash: "/mnt/media", plexRoot: "/p" }],
      },
      "matched 2 by mapped-path",
    ],
    [
      "one scene, asked in the other form",
      { stash: [twins[0] ?? ""], plex: nfd },
      "matched 1 by whole-name",
    ],
    [
      "a spelling of neither twin",
      { stash: twins, plex: nfd.toUpperCase().normalize("NFC") },
      "ambiguous 1 2 by whole-name",
    ],
  ]);
});

describe("whole name", () => {
  expectAll([
    ["same tree", { stash: tree, plex: "Lisbon/Opening.mp4" }, "matched 1 by whole-name"],
    ["leading slash", { stash: tree, plex: "/Lisbon/Opening.mp4" }, "matched 1 by whole-name"],
    ["backslashes", { stash: tree, plex: "Lisbon\\Opening.mp4" }, "matched 1 by whole-name"],
    ["a drive", { stash: tree, plex: "D:\\Lisbon\\Opening.mp4" }, "matched 1 by whole-name"],
    [
      "a share",
      { stash: tree, plex: "\\\\nas\\x\\Lisbon\\Opening.mp4" },
      "matched 1 by whole-name",
    ],
    ["the same absolute path", { stash: tree, plex: tree[1] ?? "" }, "matched 2 by whole-name"],
    [
      "with the base folder's own name",
      { stash: tree, plex: "media/Lisbon/Opening.mp4" },
      "matched 1 by whole-name",
    ],
    [
      "decomposed letters in Stash",
      { stash: ["/mnt/media/Cafe\u0301/Opening.mp4"], plex: "Caf\u00e9/Opening.mp4" },
      "matched 1 by whole-name",
    ],
    [
      "decomposed letters in Plex",
      { stash: ["/mnt/media/Caf\u00e9/Opening.mp4"], plex: "Cafe\u0301/Opening.mp4" },
      "matched 1 by whole-name",
    ],
    ["other case, unique", { stash: tree, plex: "lisbon/OPENING.MP4" }, "matched 1 by whole-name"],
    [
      "exact case before other case",
      { stash: ["/a/x/opening.mp4", "/b/x/Opening.mp4"], plex: "x/Opening.mp4" },
      "matched 2 by whole-name",
    ],
    [
      "two scenes",
      { stash: ["/a/Lisbon/Opening.mp4", "/b/Lisbon/Opening.mp4"], plex: "Lisbon/Opening.mp4" },
      "ambiguous 1 2 by whole-name",
    ],
    [
      "two files of one scene",
      { stash: [["/a/Lisbon/Opening.mp4", "/b/Lisbon/Opening.mp4"]], plex: "Lisbon/Opening.mp4" },
      "matched 1 by whole-name",
    ],
    [
      "the second file of a scene",
      { stash: [["/a/x/First.mp4", "/a/x/Second.mp4"]], plex: "x/Second.mp4" },
      "matched 1 by whole-name",
    ],
    [
      "only at a border of names",
      { stash: ["/mnt/media/New Lisbon/Opening.mp4"], plex: "Lisbon/Opening.mp4" },
      "none",
    ],
    [
      "below a deeper library folder of Plex",
      { stash: tree, plex: "Week 2/Seminar.mp4" },
      "matched 3 by whole-name",
    ],
    ["wildcards are letters", { stash: ["/m/x/100% Wool.mp4"], plex: "x/100_ Wool.mp4" }, "none"],
    ["empty name", { stash: tree, plex: "" }, "none"],
    ["only a root", { stash: tree, plex: "/" }, "none"],
    ["no name", { stash: tree, plex: {} }, "none"],
    ["a climbing name", { stash: tree, plex: "../Lisbon/Opening.mp4" }, "none"],
  ]);
});

describe("embedded id", () => {
  const named = [...tree, "/mnt/media/raw/00012.mp4"];
  expectAll([
    ["alone", { stash: named, plex: "New/Walk {stash-6}.mp4" }, "matched 6 by embedded-id"],
    ["in capitals", { stash: named, plex: "New/Walk {STASH-6}.mp4" }, "matched 6 by embedded-id"],
    ["of no scene", { stash: named, plex: "New/Walk {stash-77}.mp4" }, "none"],
    ["in a folder only", { stash: named, plex: "New {stash-6}/Walk.mp4" }, "none"],
    ["without braces", { stash: named, plex: "New/Walk stash-6.mp4" }, "none"],
    [
      "two ids",
      { stash: named, plex: "New/W {stash-6} {stash-1}.mp4" },
      "ambiguous 6 1 by embedded-id",
    ],
    [
      "loses to an exact path",
      { stash: [...named, "/mnt/media/x/Walk {stash-6}.mp4"], plex: "x/Walk {stash-6}.mp4" },
      "matched 7 by whole-name",
    ],
    [
      "stale: another scene has this very name",
      { stash: [...named, "/mnt/media/x/y/Walk {stash-6}.mp4"], plex: "z/y/Walk {stash-6}.mp4" },
      "none",
    ],
    [
      "stale: the scene's own name carries another id",
      { stash: ["/mnt/media/x/Walk {stash-9}.mp4"], plex: "New/Tour {stash-1}.mp4" },
      "none",
    ],
    ["frozen", { stash: named, plex: "New/Walk {stash-6}.mp4", frozen: true }, "none"],
    [
      "a guid stands before it",
      { stash: named, plex: { filename: "New/Walk {stash-6}.mp4", guid: guid(1) } },
      "matched 1 by guid",
    ],
  ]);
});

describe("shortened name", () => {
  expectAll([
    [
      "a folder more in Plex",
      { stash: tree, plex: "Videos/Lisbon/Opening.mp4" },
      "matched 1 by shortened-name",
    ],
    [
      "an absolute path of another mount",
      { stash: tree, plex: "/data/media/Lisbon/Opening.mp4" },
      "matched 1 by shortened-name",
    ],
    ["the other term of a course", { stash: tree, plex: "Spring Term/Week 2/Seminar.mp4" }, "none"],
    [
      "another term that is itself the library folder",
      {
        stash: ["/mnt/Autumn Term/Week 2/Seminar.mp4"],
        folders: ["/mnt/Autumn Term"],
        plex: "Spring Term/Week 2/Seminar.mp4",
      },
      "none",
    ],
    [
      "another library folder of Stash is named",
      {
        stash: ["/mnt/films/Lisbon/Opening.mp4"],
        folders: ["/mnt/films", "/mnt/clips"],
        plex: "clips/Lisbon/Opening.mp4",
      },
      "none",
    ],
    [
      "a telling folder above a folder that says nothing",
      {
        stash: ["/mnt/Nature/Rainforest/Opening.mp4"],
        folders: ["/mnt/Nature"],
        plex: "Concerts/Extras/Rainforest/Opening.mp4",
      },
      "none",
    ],
    [
      "the name of the library folder is part of the tail",
      {
        stash: ["/mnt/Nature/Season 1/Episode 1.mp4"],
        folders: ["/mnt/Nature"],
        plex: "All/Nature/Season 1/Episode 1.mp4",
      },
      "matched 1 by shortened-name",
    ],
    [
      "a long tail below a telling folder",
      {
        stash: ["/mnt/media/Lectures/Season 1/Bonus.mp4"],
        plex: "Owls/Lectures/Season 1/Bonus.mp4",
      },
      "matched 1 by shortened-name",
    ],
    [
      "a tail that says nothing, below a telling folder",
      { stash: ["/mnt/media/Season 1/Episode 1.mp4"], plex: "Owls/Season 1/Episode 1.mp4" },
      "none",
    ],
    [
      "a tail that says nothing, below a folder that says nothing",
      { stash: ["/mnt/media/Season 1/Episode 1.mp4"], plex: "Videos/Season 1/Episode 1.mp4" },
      "matched 1 by shortened-name",
    ],
    [
      "two at the longest tail",
      {
        stash: ["/mnt/media/a/Lisbon/Opening.mp4", "/mnt/media/Lisbon/Opening.mp4"],
        plex: "Videos/Lisbon/Opening.mp4",
      },
      "ambiguous 1 2 by shortened-name",
    ],
    [
      "two scenes that the folders contradict are no answer, nor an ambiguity",
      {
        stash: ["/mnt/media/a/Week 2/Seminar.mp4", "/mnt/media/b/Week 2/Seminar.mp4"],
        plex: "c/Week 2/Seminar.mp4",
      },
      "none",
    ],
    [
      "the longer tail decides",
      {
        stash: [
          "/mnt/media/x/Lisbon/Walk through old Lisbon.mp4",
          "/mnt/media/y/x/Lisbon/Walk through old Lisbon.mp4",
          "/mnt/media/Lisbon/Walk through old Lisbon.mp4",
        ],
        plex: "new/y/x/Lisbon/Walk through old Lisbon.mp4",
      },
      "matched 2 by shortened-name",
    ],
    [
      "a distinctive name in another folder",
      { stash: tree, plex: "Best/2020/Lakes/Lakes of Finland (2018).mp4" },
      "matched 4 by shortened-name",
    ],
    [
      "not in another year's folder",
      {
        stash: ["/mnt/media/2018/Summer/Garden of the Castle.mp4"],
        plex: "2019/Summer/Garden of the Castle.mp4",
      },
      "none",
    ],
    [
      "not in another part of the series",
      {
        stash: ["/mnt/media/Camera A/x/Garden of the Castle.mp4"],
        plex: "Camera B/x/Garden of the Castle.mp4",
      },
      "none",
    ],
    [
      "a known size that agrees overrules folders",
      {
        stash: [{ files: [{ path: "/mnt/media/Autumn/Week 2/Seminar.mp4", size: 777 }] }],
        plex: "Spring/Week 2/Seminar.mp4",
        facts: { size: 777 },
      },
      "matched 1 by shortened-name",
    ],
    [
      "an unknown size is no agreement",
      {
        stash: [
          { files: [{ path: "/mnt/media/Autumn/Week 2/Seminar.mp4", size: 0, duration: 0 }] },
        ],
        plex: "Spring/Week 2/Seminar.mp4",
        facts: { size: 0, duration: 0 },
      },
      "none",
    ],
  ]);
});

describe("base name", () => {
  const walk = "/mnt/media/Lisbon/Walk through old Lisbon.mp4";
  expectAll([
    [
      "distinctive and bare",
      { stash: [walk], plex: "Walk through old Lisbon.mp4" },
      "matched 1 by base-name",
    ],
    [
      "distinctive, other folders",
      { stash: [walk], plex: "Portugal/Walk through old Lisbon.mp4" },
      "matched 1 by base-name",
    ],
    ["bare and general", { stash: [tree[0] ?? ""], plex: "Opening.mp4" }, "none"],
    [
      "general, in another folder",
      { stash: [tree[0] ?? ""], plex: "Carpathians/Opening.mp4" },
      "none",
    ],
    [
      "a general name at the top of Stash",
      { stash: ["/mnt/media/Opening.mp4"], plex: "Carpathians/Opening.mp4" },
      "none",
    ],
    ["general names of many folders", { stash: tree, plex: "Carpathians/Opening.mp4" }, "none"],
    [
      "distinctive, in two folders",
      {
        stash: [walk, "/mnt/media/x/Walk through old Lisbon.mp4"],
        plex: "y/Walk through old Lisbon.mp4",
      },
      "ambiguous 1 2 by base-name",
    ],
    [
      "a year apart",
      { stash: ["/mnt/media/Lakes of Finland (2018).mp4"], plex: "Lakes of Finland (2019).mp4" },
      "none",
    ],
    [
      "a part apart",
      { stash: ["/mnt/media/Lakes of Finland part 1.mp4"], plex: "Lakes of Finland part 2.mp4" },
      "none",
    ],
    [
      "folders of other years",
      { stash: ["/mnt/media/2018/Summer Garden Party.mp4"], plex: "2019/Summer Garden Party.mp4" },
      "none",
    ],
    [
      "a full date",
      { stash: ["/mnt/media/x/2018-05-31.mp4"], plex: "2018-05-31.mp4" },
      "matched 1 by base-name",
    ],
    [
      "a code",
      { stash: ["/mnt/media/one place/LKS-0042.mp4"], plex: "another/LKS-0042.mp4" },
      "matched 1 by base-name",
    ],
    ["a camera's number", { stash: ["/mnt/media/x/IMG_0042.mp4"], plex: "y/IMG_0042.mp4" }, "none"],
    [
      "general, but size agrees",
      {
        stash: [{ files: [{ path: "/mnt/media/x/Opening.mp4", size: 5 }] }],
        plex: "Opening.mp4",
        facts: { size: 5 },
      },
      "matched 1 by base-name",
    ],
    [
      "general, but the request's duration agrees",
      {
        stash: [{ files: [{ path: "/mnt/media/x/Opening.mp4", duration: 61.4 }] }],
        plex: { filename: "Opening.mp4", duration: 61_000 },
      },
      "matched 1 by base-name",
    ],
    [
      "distinctive, but the duration differs",
      {
        stash: [{ files: [{ path: walk, duration: 600 }] }],
        plex: "x/Walk through old Lisbon.mp4",
        facts: { duration: 900 },
      },
      "none",
    ],
    [
      "duration agrees, size does not: no agreement",
      {
        stash: [{ files: [{ path: "/mnt/media/x/Opening.mp4", size: 5, duration: 60 }] }],
        plex: "y/Opening.mp4",
        facts: { size: 6, duration: 60 },
      },
      "none",
    ],
    [
      "several files of one scene, one of which agrees",
      {
        stash: [["/mnt/media/x/Opening.mp4", "/mnt/media/y/z/Opening.mp4"]],
        plex: "Videos/y/z/Opening.mp4",
      },
      "matched 1 by shortened-name",
    ],
  ]);

  it("lists 50 of hundreds", () => {
    const stash = Array.from(
      { length: 300 },
      (_, at) => `/mnt/media/${at}/Walk through Lisbon.mp4`,
    );
    for (const createIndex of [createMemorySceneIndex, createMirrorSceneIndex]) {
      const decision = decisionOf({ stash, plex: "Walk through Lisbon.mp4" }, createIndex);
      expect(decision.outcome).toBe("ambiguous");
      expect(decision.candidates).toHaveLength(50);
    }
  });
});

describe("stem", () => {
  expectAll([
    [
      "quality words and extension differ",
      {
        stash: ["/mnt/media/x/Walk through old Lisbon.mp4"],
        plex: "x/Walk.through.old.Lisbon.1080p.WEB-DL.x264.mkv",
      },
      "matched 1 by stem",
    ],
    ["the folders choose", { stash: tree, plex: "Lisbon/Opening 1080p.mp4" }, "matched 1 by stem"],
    ["general, folders differ", { stash: [tree[0] ?? ""], plex: "Rome/Opening 1080p.mp4" }, "none"],
    ["general and bare", { stash: [tree[0] ?? ""], plex: "Opening 1080p.mp4" }, "none"],
    [
      "two qualities of two scenes",
      {
        stash: [
          "/mnt/media/x/Walk through old Lisbon 720p.mp4",
          "/mnt/media/x/Walk through old Lisbon 480p.mp4",
        ],
        plex: "x/Walk through old Lisbon 1080p.mp4",
      },
      "ambiguous 1 2 by stem",
    ],
    [
      "two qualities of one scene",
      {
        stash: [
          [
            "/mnt/media/x/Walk through old Lisbon 720p.mp4",
            "/mnt/media/x/Walk through old Lisbon 480p.mp4",
          ],
        ],
        plex: "x/Walk through old Lisbon 1080p.mp4",
      },
      "matched 1 by stem",
    ],
    [
      "a year apart",
      {
        stash: ["/mnt/media/x/Lakes of Finland (2018).mp4"],
        plex: "x/Lakes of Finland (2019) 1080p.mp4",
      },
      "none",
    ],
    [
      "the year left out",
      { stash: ["/mnt/media/x/Lakes of Finland (2018).mp4"], plex: "x/Lakes of Finland 1080p.mp4" },
      "none",
    ],
    ["only quality words", { stash: ["/mnt/media/x/720p.mp4"], plex: "x/1080p.mp4" }, "none"],
  ]);
});

describe("title and date", () => {
  const dated = [
    { files: ["/mnt/media/raw/00012.mp4"], title: "Lakes, Part 1", date: "2018-05-31" },
    { files: ["/mnt/media/raw/00013.mp4"], title: "Lakes, Part 2", date: "2018-05-31" },
    { files: ["/mnt/media/raw/00014.mp4"], title: "Day 2 Part 1", date: "2018-06-01" },
    { files: ["/mnt/media/raw/00015.mp4"], title: "Day 1 Part 2", date: "2018-06-01" },
  ];
  const on = { matchByTitle: true };
  expectAll([
    ["off", { stash: dated, plex: { title: "Lakes Part 1", date: "2018-05-31" } }, "none"],
    [
      "on",
      { stash: dated, settings: on, plex: { title: "Lakes: Part 1", date: "2018-05-31" } },
      "matched 1 by title-and-date",
    ],
    [
      "date in the file name",
      { stash: dated, settings: on, plex: "x/2018.05.31 Lakes - Part 2.mp4" },
      "matched 2 by title-and-date",
    ],
    [
      "numbers in their order",
      { stash: dated, settings: on, plex: "x/2018-06-01 Day 1 Part 2.mp4" },
      "matched 4 by title-and-date",
    ],
    [
      "another date",
      { stash: dated, settings: on, plex: { title: "Lakes Part 1", date: "2018-05-30" } },
      "none",
    ],
    [
      "only a year",
      { stash: dated, settings: on, plex: { title: "Lakes Part 1", year: 2018 } },
      "none",
    ],
    [
      "a word missing",
      { stash: dated, settings: on, plex: { title: "Lakes", date: "2018-05-31" } },
      "none",
    ],
    [
      "two scenes",
      {
        stash: [
          { files: [], title: "Lakes", date: "2018-05-31" },
          { files: [], title: "lakes", date: "2018-05-31" },
        ],
        settings: on,
        plex: { title: "Lakes", date: "2018-05-31" },
      },
      "ambiguous 1 2 by title-and-date",
    ],
    [
      "no title at all",
      {
        stash: [{ files: [], date: "2018-05-31" }],
        settings: on,
        plex: { title: "!", date: "2018-05-31" },
      },
      "none",
    ],
  ]);
});

describe("what is not answered", () => {
  const one = {
    files: ["/mnt/media/Lisbon/Opening.mp4"],
    tags: ["Draft"],
    studios: ["Small", "Big"],
  };
  const plex = "Lisbon/Opening.mp4";
  const filtered = "filtered 1 by whole-name";
  expectAll([
    ["a show", { stash: tree, plex: { type: 2, filename: plex } }, "none"],
    ["not organized", { stash: [one], plex, settings: { requireOrganized: true } }, filtered],
    [
      "organized",
      { stash: [{ ...one, organized: true }], plex, settings: { requireOrganized: true } },
      "matched 1 by whole-name",
    ],
    ["no id of a stash-box", { stash: [one], plex, settings: { requireStashId: true } }, filtered],
    [
      "an id of a stash-box",
      { stash: [{ ...one, stashBoxIds: [uuid] }], plex, settings: { requireStashId: true } },
      "matched 1 by whole-name",
    ],
    ["a tag", { stash: [one], plex, settings: { excludeTags: ["draft "] } }, filtered],
    ["a studio above", { stash: [one], plex, settings: { excludeStudios: ["BIG"] } }, filtered],
    [
      "another tag",
      { stash: [one], plex, settings: { excludeTags: ["Dra"] } },
      "matched 1 by whole-name",
    ],
    [
      "a filtered scene is no reason to take its twin",
      {
        stash: [one, "/mnt/other/Lisbon/Opening.mp4"],
        plex,
        settings: { excludeTags: ["Draft"] },
      },
      "ambiguous 1 2 by whole-name",
    ],
    ["adult, not asked for", { stash: [one], plex, settings: { adult: "when-asked" } }, "filtered"],
    [
      "adult, asked for",
      {
        stash: [one],
        plex: { filename: plex, includeAdult: true },
        settings: { adult: "when-asked" },
      },
      "matched 1 by whole-name",
    ],
  ]);
});

describe("a manual match", () => {
  const manual = (hints: Partial<MatchRequest>): Partial<MatchRequest> => ({
    manual: true,
    ...hints,
  });
  const library = [
    { files: ["/mnt/media/Lisbon/Opening.mp4"], title: "A Day in Lisbon", stashBoxIds: [uuid] },
    { files: ["/mnt/media/Porto/Opening.mp4"], title: "Porto at Night" },
    { files: ["/mnt/media/Rome/Walk.mp4"], title: "Rome at Night", date: "2018-05-31" },
  ];
  expectAll([
    [
      "lists what the name finds, best first, objections last",
      { stash: library, plex: manual({ filename: "Lisbon/Opening.mp4" }) },
      "matched 1 2 by whole-name",
    ],
    [
      "lists both of an ambiguous rung",
      {
        stash: ["/a/Lisbon/Opening.mp4", "/b/Lisbon/Opening.mp4"],
        plex: manual({ filename: "Lisbon/Opening.mp4" }),
      },
      "matched 1 2 by whole-name",
    ],
    [
      "searches titles",
      { stash: library, plex: manual({ title: "porto night" }) },
      "matched 2 3 by title",
    ],
    [
      "title and date",
      { stash: library, plex: manual({ title: "Rome at Night", date: "2018-05-31" }) },
      "matched 3 2 by title-and-date",
    ],
    ...[
      "scene-3",
      "Scene 3",
      "stash:3",
      "stash-3",
      "{stash-3}",
      "http://stash.example:9999/scenes/3?qsort=date",
      "https://stash.example/sub/scenes/3",
      guid(3),
    ].map((title): [string, Case, string] => [
      `takes ${title}`,
      { stash: library, plex: manual({ title }) },
      "matched 3 by embedded-id",
    ]),
    [
      "takes a stash-box id",
      { stash: library, plex: manual({ title: uuid }) },
      "matched 1 by embedded-id",
    ],
    [
      "takes a stash-box address in capitals",
      {
        stash: library,
        plex: manual({ title: `https://stashbox.example/scenes/${uuid.toUpperCase()}` }),
      },
      "matched 1 by embedded-id",
    ],
    [
      "what was typed stands before the exact path",
      { stash: library, plex: manual({ title: "scene-3", filename: "Lisbon/Opening.mp4" }) },
      "matched 3 1 2 by embedded-id",
    ],
    ["a typed id of no scene", { stash: library, plex: manual({ title: "scene-99" }) }, "none"],
    ["ids are not taken from a scan", { stash: library, plex: { title: "scene-3" } }, "none"],
    [
      "leaves out what settings exclude",
      {
        stash: [
          { ...library[0], files: library[0]?.files ?? [], tags: ["Draft"] },
          ...library.slice(1),
        ],
        plex: manual({ filename: "Lisbon/Opening.mp4" }),
        settings: { excludeTags: ["Draft"] },
      },
      "matched 2 by base-name",
    ],
    [
      "says so when all are excluded",
      {
        stash: library,
        plex: manual({ filename: "Lisbon/Opening.mp4" }),
        settings: { requireOrganized: true },
      },
      "filtered 1 2 by whole-name",
    ],
    ["finds nothing", { stash: library, plex: manual({ title: "Zürich" }) }, "none"],
    ["knows nothing", { stash: library, plex: manual({}) }, "none"],
  ]);

  it("lists 50 at most, scored 99 to 81 for Plex", () => {
    const stash = Array.from({ length: 80 }, (_, at) => ({
      files: [`/mnt/media/${at}.mp4`],
      title: `Night ${at}`,
    }));
    const { candidates } = decisionOf({ stash, plex: manual({ title: "Night 7" }) });
    expect(candidates).toHaveLength(50);
    expect(candidates[0]).toMatchObject({ sceneId: 8, plexScore: 99, score: 75 });
    const scores = candidates.map(({ plexScore }) => plexScore);
    expect(scores.at(-1)).toBe(81);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
  });
});

describe("scores", () => {
  it.each([
    ["Lisbon/Opening.mp4", 98],
    ["Videos/Lisbon/Opening.mp4", 96],
    ["x/Videos/Lisbon/Opening.mp4", 95],
    ["1/2/3/4/5/6/7/8/9/Videos/Lisbon/Opening.mp4", 91],
    ["Lisbon/Opening 720p.mp4", 85],
    ["new/Lakes of Finland (2019).mp4", 90],
  ])("%s has %i, and 100 for Plex", (filename, score) => {
    const { candidates } = decisionOf({ stash: tree, plex: filename });
    expect(candidates[0]).toMatchObject({ score, plexScore: 100 });
  });
});
