import { describe, expect, it } from "@jest/globals";
import { foldPath, parsePathRules, plexToStash, validateRules } from "@stash2plex/shared/paths";
import fc from "fast-check";

import { type PathSuggestion, type SideFile, suggestPathRules } from "./index.ts";

type Row = readonly [path: string, size: number | null, duration?: number];

const filesOf = (rows: readonly Row[]): readonly SideFile[] =>
  rows.map(([path, size, duration]) => ({ path, size, duration: duration ?? null }));

const suggest = (plex: readonly Row[], stash: readonly Row[], more: object = {}) =>
  suggestPathRules({ plex: filesOf(plex), stash: filesOf(stash), plexFolders: [], ...more });

const written = ({ rules }: PathSuggestion) =>
  rules.map(({ rule: { plex, stash }, files }) => [plex, stash, files]);

const reasons = ({ unexplained }: PathSuggestion) =>
  unexplained.map(({ reason, files }) => [reason, files]);

const alps: readonly Row[] = [
  ["/m/Alps/Dawn.mp4", 11],
  ["/m/Alps/Dusk.mp4", 12],
  ["/m/Lakes/Dawn.mp4", 13],
  ["/m/Lakes/Noon.mp4", 14],
];
const moved = (rows: readonly Row[], from: string, to: string): readonly Row[] =>
  rows.map(([path, ...rest]) => [path.replace(from, to), ...rest]);

describe("files that could mislead", () => {
  it("pairs namesakes by size, never by name alone", () => {
    const stash = moved(alps, "/m/", "/data/");
    const swapped: readonly Row[] = [
      ["/m/Rome/Dawn.mp4", 99],
      ["/m/Rome/Noon.mp4", 98],
    ];
    const suggestion = suggest([...alps, ...swapped], stash);
    expect(written(suggestion)).toEqual([["/m", "/data", 4]]);
    expect(reasons(suggestion)).toEqual([["other-file", 2]]);
  });

  it("does not suggest a rule that takes one file for another, but the parts that are true", () => {
    const stash = moved(alps, "/m/", "/data/");
    const crossed = stash.map(([path, size]): Row => [
      path,
      size === 11 ? 13 : size === 13 ? 11 : size,
    ]);
    expect(written(suggest(alps, crossed))).toEqual([]);
    const rivers: readonly Row[] = [
      ["/m/Rivers/Ebb.mp4", 21],
      ["/m/Rivers/Tide.mp4", 22],
    ];
    const suggestion = suggest(
      [...alps, ...rivers],
      [...crossed, ...moved(rivers, "/m/", "/data/")],
    );
    expect(written(suggestion)).toEqual([["/m/Rivers", "/data/Rivers", 2]]);
    expect(suggestion.sentences.join(" ")).toContain("would take some file for another one");
  });

  it("leaves copies to their folders", () => {
    const plex: readonly Row[] = [...alps, ["/m/Copies/Alps/Dawn.mp4", 11]];
    const stash = moved(plex, "/m/", "/data/");
    expect(written(suggest(plex, stash))).toEqual([["/m", "/data", 5]]);
    const only = suggest(
      [["/m/Dawn.mp4", 11]],
      [
        ["/data/a/Dawn.mp4", 11],
        ["/data/b/Dawn.mp4", 11],
      ],
    );
    expect([written(only), reasons(only)]).toEqual([[], [["ambiguous", 1]]]);
  });

  it("gives copies that nothing pairs to the rule that others speak for", () => {
    const plex: readonly Row[] = [...alps, ["/m/a/Copy.mp4", 50], ["/m/b/Copy.mp4", 50]];
    const stash: readonly Row[] = [
      ...moved(alps, "/m/", "/data/"),
      ["/data/a/Copy.mp4", 50],
      ["/data/x/b/Copy.mp4", 50],
      ["/data/y/b/Copy.mp4", 50],
    ];
    const suggestion = suggest(plex, stash);
    expect(written(suggestion)).toEqual([["/m", "/data", 5]]);
    expect(reasons(suggestion)).toEqual([["ambiguous", 1]]);
  });

  it("pairs by length where no size is known, and by folder and name where neither is", () => {
    const length = suggest(
      [
        ["/m/Alps/Dawn.mp4", null, 60.2],
        ["/m/Alps/Noon.mp4", null, 90],
        ["/m/Alps/Dusk.mp4", null, 70],
      ],
      [
        ["/data/Alps/Dawn.mp4", 5, 60],
        ["/data/Alps/Noon.mp4", 6, 90],
        ["/data/Alps/Dusk.mp4", 7, 300],
      ],
    );
    expect([written(length), reasons(length)]).toEqual([[["/m", "/data", 2]], [["other-file", 1]]]);
    const bare = suggest(
      [
        ["/m/Alps/Dawn.mp4", null],
        ["/m/Alps/Dusk.mp4", null],
        ["/m/Opening.mp4", null],
      ],
      [
        ["/data/Alps/Dawn.mp4", null],
        ["/data/Alps/Dusk.mp4", null],
        ["/data/Lisbon/Opening.mp4", null],
      ],
    );
    expect(written(bare)).toEqual([["/m", "/data", 2]]);
  });

  it("tells case twins apart, or takes no rule for them", () => {
    const plex: readonly Row[] = [...alps, ["/m/alps/dawn.mp4", 31]];
    expect(written(suggest(plex, moved(plex, "/m/", "/data/")))).toEqual([["/m", "/data", 5]]);
  });
});

describe("what is not needed", () => {
  it("says that no rule is needed where names are clear from their end", () => {
    const suggestion = suggest(alps, moved(alps, "/m/", "/data/"), { plexFolders: ["/m"] });
    expect(suggestion).toMatchObject({ needed: false, withoutRule: 4, paired: 4 });
    expect(suggestion.sentences[0]).toBe(
      "No rule is needed: both sides have 4 files, and all are found by their names.",
    );
    expect(suggestion.rules[0]?.rule).toMatchObject({ plexRoot: "/m" });
  });

  it("says that one is needed where two folders of Stash end alike", () => {
    const plex: readonly Row[] = [
      ["/m/Alps/Dawn.mp4", 11],
      ["/m/Alps/Dusk.mp4", 12],
    ];
    const copies: readonly Row[] = [
      ["/old/Alps/Dawn.mp4", 91],
      ["/old/Alps/Dusk.mp4", 92],
    ];
    const suggestion = suggest(plex, [...moved(plex, "/m/", "/data/"), ...copies], {
      plexFolders: ["/m"],
    });
    expect(suggestion).toMatchObject({ needed: true, withoutRule: 0, onlyInStash: 2 });
  });

  it("counts what rules in use explain, and adds only what they leave", () => {
    const inUse = parsePathRules([{ name: "m", plex: "/m/Alps", stash: "/data/Alps" }]).rules;
    const suggestion = suggest(alps, moved(alps, "/m/", "/data/"), { inUse });
    expect(suggestion.inUse).toEqual([{ name: "m", files: 2 }]);
    expect(suggestion.rules.map(({ rule, files }) => [rule.name, files])).toEqual([["m-2", 2]]);
  });

  it("names a rule in use that takes files elsewhere", () => {
    const inUse = parsePathRules([{ name: "bad", plex: "/m", stash: "/nowhere" }]).rules;
    const suggestion = suggest(alps, moved(alps, "/m/", "/data/"), { inUse });
    expect([written(suggestion), reasons(suggestion)]).toEqual([[], [["rule-in-use", 4]]]);
  });

  it.each([
    [[], alps, "There is no file of Plex to compare."],
    [alps, [], "There is no file of Stash to compare."],
    [alps, [["/data/Other.mp4", 5]] as const, /No file of Plex has a file of the same name/],
  ])("says what is missing", (plex, stash, sentence) => {
    const suggestion = suggest(plex, stash);
    expect(suggestion.rules).toEqual([]);
    expect(suggestion.sentences[0]).toMatch(sentence);
  });
});

const segment = fc.oneof(
  fc.constantFrom(
    "Alps",
    "alps",
    "a",
    "Café",
    "Cafe\u0301",
    "$1",
    "(.*)",
    "[x]",
    "..",
    "\\",
    "C:",
    "",
    "{a}",
  ),
  fc.string({ maxLength: 6 }),
);
const root = fc.constantFrom(
  "/m",
  "/mnt/data",
  "D:\\Video",
  "\\\\nas\\share",
  "/",
  "/m/$1 (x)",
  "",
);
const sideFile = fc.record({
  path: fc
    .tuple(
      root,
      fc.array(segment, { maxLength: 4 }),
      fc.constantFrom("a.mp4", "b.mp4", "B.mp4", "c"),
    )
    .map(([top, folders, name]) => [top, ...folders, name].join("/")),
  size: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
  duration: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
});

describe("whatever the names are", () => {
  it("never throws, and every rule stands the checks of rules", () => {
    fc.assert(
      fc.property(fc.array(sideFile), fc.array(sideFile), (plex, stash) => {
        const suggestion = suggestPathRules({ plex, stash, plexFolders: ["/m", "D:\\Video"] });
        const parsed = parsePathRules(suggestion.rules.map(({ rule }) => rule));
        expect(parsed.refused).toEqual([]);
        expect(validateRules(parsed.rules, []).refused).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("explains every file of two trees below two roots, with one rule, and takes none for another", () => {
    const folder = fc.constantFrom("Alps", "Lakes", "Year 2018", "Année", "$1", "[x]", "(b)");
    const tree = fc.uniqueArray(
      fc.tuple(fc.array(folder, { maxLength: 3 }), fc.constantFrom("a.mp4", "b.mp4", "c.mp4")),
      { minLength: 2, maxLength: 30, selector: ([folders, name]) => [...folders, name].join("/") },
    );
    const plexRoot = fc.constantFrom("/p", "/p/q", "D:/p", "//nas/p", "/p.q/(r)");
    const stashRoot = fc.constantFrom("/s", "/s/t", "E:/s", "//box/s", "/s$1/[t]");
    fc.assert(
      fc.property(tree, plexRoot, stashRoot, (files, plexTop, stashTop) => {
        const rows = files.map(([folders, name], at) => ({
          plex: [plexTop, ...folders, name].join("/"),
          stash: [stashTop, ...folders, name].join("/"),
          size: 1_000 + at,
        }));
        const suggestion = suggestPathRules({
          plex: rows.map(({ plex: path, size }) => ({ path, size, duration: null })),
          stash: rows.map(({ stash: path, size }) => ({ path, size, duration: null })),
          plexFolders: [plexTop],
        });
        const { rules } = parsePathRules(suggestion.rules.map(({ rule }) => rule));
        expect(rules).toHaveLength(1);
        for (const { plex, stash } of rows) {
          expect(foldPath(plexToStash(rules, plex)?.path ?? "")).toBe(foldPath(stash));
        }
      }),
    );
  });
});
