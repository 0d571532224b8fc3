import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { plexToStash, stashPathsOf, stashToPlex } from "./map-path.ts";
import { normalisePath } from "./normalise.ts";
import { parsePathRules } from "./parse-path-rules.ts";
import type { PathRule } from "./path-rule.ts";
import { validateRules } from "./validate-rules.ts";

function rulesOf(...input: readonly unknown[]): readonly PathRule[] {
  const { rules, refused } = parsePathRules(input);
  expect(refused).toEqual([]);
  return rules;
}

function reasonOf(input: unknown): string {
  const { rules, refused } = parsePathRules([input]);
  expect(rules).toEqual([]);
  return refused[0]?.reason ?? "";
}

const films = { name: "films", plex: "/data/media", stash: "/mnt/media" };
const windows = { name: "windows", plex: "D:\\Media", stash: "\\\\nas\\share\\media" };
const years = {
  name: "years",
  plex: { match: "^/data/(?<year>\\d{4})/(.*)$", to: "/mnt/by-year/${year}/$2" },
  stash: { match: "/mnt/by-year/(\\d{4})/(.*)", to: "/data/$1/$2" },
};
const inverted = {
  name: "inverted",
  plex: { match: "^/data/(?P<kind>[^/]+)/(\\d{4})/(.*)$", to: "/mnt/$2 \\$$1/${kind}/$3" },
  stash: "invert",
};

describe("prefix rules", () => {
  it.each([
    [films, "/data/media/Lakes/a.mp4", "/mnt/media/Lakes/a.mp4"],
    [films, "/data/media", "/mnt/media"],
    [{ ...films, plex: "/data/media/", stash: "/mnt/media/" }, "/data/media/a", "/mnt/media/a"],
    [{ ...films, plex: "/" }, "/Lakes/a.mp4", "/mnt/media/Lakes/a.mp4"],
    [{ ...films, stash: "/" }, "/data/media/Lakes/a.mp4", "/Lakes/a.mp4"],
    [windows, "D:\\Media\\Lakes\\a.mp4", "//nas/share/media/Lakes/a.mp4"],
    [windows, "d:/Media/a.mp4", "//nas/share/media/a.mp4"],
    [{ ...films, caseInsensitive: true }, "/DATA/Media/A.mp4", "/mnt/media/A.mp4"],
    [{ ...films, plex: "/data/Cafe\u0301" }, "/data/Caf\u00e9/a.mp4", "/mnt/media/a.mp4"],
  ])("%j maps %j to %j", (rule, plex, stash) => {
    expect(plexToStash(rulesOf(rule), plex)?.path).toBe(stash);
  });

  it.each([
    [films, "/data/media2/a.mp4"],
    [films, "/data/Media/a.mp4"],
    [films, "/data/media/../secret/a.mp4"],
    [films, "Lakes/a.mp4"],
    [films, ""],
    [{ ...films, plex: "/" }, "\\\\nas\\share\\a.mp4"],
    [windows, "E:\\Media\\a.mp4"],
  ])("%j leaves %j alone", (rule, plex) => {
    expect(plexToStash(rulesOf(rule), plex)).toBeNull();
  });

  it("maps back", () => {
    expect(stashToPlex(rulesOf(films), "/mnt/media/Lakes/a.mp4")).toEqual({
      rule: "films",
      path: "/data/media/Lakes/a.mp4",
    });
    expect(stashToPlex(rulesOf(windows), "\\\\nas\\share\\media\\a.mp4")?.path).toBe(
      "D:/Media/a.mp4",
    );
  });
});

describe("pattern rules", () => {
  it.each([
    [years, "/data/2018/Lakes/a.mp4", "/mnt/by-year/2018/Lakes/a.mp4"],
    [inverted, "/data/films/2018/a.mp4", "/mnt/2018 /$1/films/a.mp4"],
    [{ ...years, caseInsensitive: true }, "/DATA/2018/a.mp4", "/mnt/by-year/2018/a.mp4"],
  ])("%j maps %j to %j and back", (rule, plex, stash) => {
    const rules = rulesOf(rule);
    expect(plexToStash(rules, plex)?.path).toBe(stash);
    expect(stashToPlex(rules, stash)?.path.toLowerCase()).toBe(plex.toLowerCase());
  });

  it.each([
    [years, "/data/18/a.mp4"],
    [years, "/else/data/2018/a.mp4"],
    [{ ...years, plex: { match: "/data/(.*)", to: "/mnt/../$1" } }, "/data/a.mp4"],
  ])("%j leaves %j alone", (rule, plex) => {
    expect(plexToStash(rulesOf(rule), plex)).toBeNull();
  });

  it("takes linear time for a pattern that would take others for ever", () => {
    const rules = rulesOf({
      name: "slow",
      plex: { match: "/(a|a)*(a|aa)*b", to: "/mnt/$1" },
      stash: { match: "/mnt/(.*)", to: "/$1" },
    });
    expect(plexToStash(rules, `/${"a".repeat(5_000)}`)).toBeNull();
  });

  it.each([
    ["alternation", "/data/(a|b)/(.*)", "/mnt/$1/$2", /\(a\|b\)/],
    ["a group left out", "/data/([^/]+)/(.*)", "/mnt/$2", /exactly once/],
    ["a group used twice", "/data/(\\d+)/(.*)", "/mnt/$1/$1/$2", /exactly once/],
    ["the whole match", "/data/(\\d+)", "/mnt/$0", /exactly once/],
    ["text outside groups", "/data/\\d+/(.*)", "/mnt/$1", /neither plain text/],
    ["two groups that touch", "/data/(\\d+)(\\d+)", "/mnt/$1/$2", /not clear/],
    ["groups that touch on the other side", "/data/(\\d+)/(\\w+)", "/mnt/$1$2", /not clear/],
    ["an open end in the middle", "/data/(.*)/(\\d+)", "/mnt/$1/$2", /not clear/],
    ["an optional group", "/data/(\\d+)?/(.*)", "/mnt/$1/$2", /neither plain text/],
  ])("refuses to invert %s", (_, match, to, reason) => {
    expect(reasonOf({ name: "x", plex: { match, to }, stash: "invert" })).toMatch(reason);
  });
});

describe("refused rules", () => {
  it.each([
    [{ ...films, name: "" }, /name/],
    [{ name: "x", plex: "/data" }, /stash/],
    [{ ...films, plexroot: "/data" }, /plexroot/],
    [{ ...films, plex: 3 }, /plex: must be a folder, or a pair/],
    [{ ...films, plex: "data/media" }, /absolute folder.*plexRoot/],
    [{ ...films, plex: "^/data/(.*)$" }, /\{match, to\}/],
    [{ ...films, stash: "mnt" }, /`stash` must be an absolute folder/],
    [{ ...films, plexRoot: "films" }, /`plexRoot` must be an absolute folder/],
    [{ ...films, plexRoot: "/other" }, /no relative name could ever fit/],
    [{ ...films, stash: years.stash }, /both must be of one form/],
    [{ ...years, stash: "/mnt" }, /both must be of one form/],
    [{ ...years, plex: { match: "(", to: "/" } }, /not RE2 syntax/],
    [{ ...years, plex: { match: "(?=a)", to: "/" } }, /not RE2 syntax/],
    [{ ...years, plex: { match: "/(a)", to: "/$2" } }, /names the group 2/],
    [{ ...years, plex: { match: "/(a)", to: "/${year}" } }, /names the group year/],
    [{ ...years, plex: { match: "/(a)", to: "/$x" } }, /written \$\$/],
    [
      { ...films, test: { plex: "/data/media/a.mp4", stash: "/mnt/a.mp4" } },
      /"\/data\/media\/a.mp4" becomes "\/mnt\/media\/a.mp4", not "\/mnt\/a.mp4"/,
    ],
    [{ ...films, test: { plex: "/x/a.mp4", stash: "/mnt/media/a.mp4" } }, /no path at all/],
    [{ ...films, test: { plex: "a.mp4", stash: "/mnt/media/a.mp4" } }, /is relative/],
    [
      {
        ...years,
        stash: { match: "/mnt/by-year/(\\d{4})/(.*)", to: "/data/$2/$1" },
        test: { plex: "/data/2018/a.mp4", stash: "/mnt/by-year/2018/a.mp4" },
      },
      /on the way back.*"\/data\/a.mp4\/2018"/,
    ],
    ["/data", /expected object/],
    [null, /expected object/],
  ])("refuses %j", (input, reason) => {
    expect(reasonOf(input)).toMatch(reason);
  });

  it("keeps the other rules, and refuses a name that is taken", () => {
    const { rules, refused } = parsePathRules([films, "nonsense", windows, { ...films }]);
    expect(rules.map((rule) => rule.name)).toEqual(["films", "windows"]);
    expect(refused.map((rule) => rule.name)).toEqual(["rule 2", "films"]);
  });

  it.each([undefined, null, "", []])("takes %j for no rules", (input) => {
    expect(parsePathRules(input)).toEqual({ rules: [], refused: [] });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const { rules, refused } = parsePathRules([input]);
        expect(rules.length + refused.length).toBe(1);
      }),
    );
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.boolean(), (match, to, invert) => {
        const other = invert ? "invert" : { match: to, to: match };
        expect(() =>
          parsePathRules([{ name: "x", plex: { match, to }, stash: other }]),
        ).not.toThrow();
      }),
    );
  });
});

describe("several rules", () => {
  const narrow = { name: "narrow", plex: "/data/media/Extra", stash: "/extra" };

  it("lets the first that fits win, in both directions", () => {
    const rules = rulesOf(narrow, films);
    expect(plexToStash(rules, "/data/media/Extra/a.mp4")?.rule).toBe("narrow");
    expect(plexToStash(rules, "/data/media/a.mp4")?.rule).toBe("films");
    expect(stashToPlex(rules, "/extra/a.mp4")?.path).toBe("/data/media/Extra/a.mp4");
  });

  it("tries every root for a relative name", () => {
    const rules = rulesOf(
      { name: "films", plex: "/p/films", stash: "/s/films", plexRoot: "/p/films" },
      { name: "talks", plex: "/p/talks", stash: "/s/talks", plexRoot: "/p/talks" },
    );
    expect(stashPathsOf(rules, "Lakes/a.mp4").map((mapped) => mapped.path)).toEqual([
      "/s/films/Lakes/a.mp4",
      "/s/talks/Lakes/a.mp4",
    ]);
    expect(stashPathsOf(rules, "/p/talks/a.mp4")).toEqual([
      { rule: "talks", path: "/s/talks/a.mp4" },
    ]);
  });

  it("uses the folders of Plex's sections as roots, where they are known", () => {
    const rules = rulesOf(films);
    expect(stashPathsOf(rules, "a.mp4", ["/data/media/Films", "/elsewhere"])).toEqual([
      { rule: "films", path: "/mnt/media/Films/a.mp4" },
    ]);
    expect(stashPathsOf(rules, "a.mp4")).toEqual([]);
  });

  it("puts a root that is a slash before a name", () => {
    const rules = rulesOf({ ...films, plex: "/Films", plexRoot: "/" });
    expect(plexToStash(rules, "Films/a.mp4")?.path).toBe("/mnt/media/a.mp4");
  });
});

describe("validateRules", () => {
  it("keeps what survives, and says with the sample what does not", () => {
    const merging = {
      name: "merging",
      plex: { match: "/data/[ab]/(.*)", to: "/mnt/a/$1" },
      stash: { match: "/mnt/[ab]/(.*)", to: "/data/a/$1" },
    };
    const { rules, refused } = validateRules(rulesOf(merging, films), [
      "/mnt/a/1.mp4",
      "/mnt/b/2.mp4",
      "/mnt/media/3.mp4",
    ]);
    expect(rules.map((rule) => rule.name)).toEqual(["films"]);
    expect(refused).toEqual([
      {
        name: "merging",
        reason:
          'Stash\'s "/mnt/b/2.mp4" becomes "/data/a/2.mp4" in Plex, and that comes back as "/mnt/a/2.mp4"',
      },
    ]);
  });

  it("sees that an earlier rule takes the way back", () => {
    const rules = rulesOf(films, { name: "late", plex: "/data/media/Extra", stash: "/extra" });
    expect(validateRules(rules, ["/extra/a.mp4"]).refused[0]?.reason).toMatch(
      /earlier rule "films".*put the narrower rule first/,
    );
  });

  it("does not blame a rule for samples that an earlier one takes", () => {
    const rules = rulesOf(films, { name: "second", plex: "/other", stash: "/mnt/media" });
    expect(validateRules(rules, ["/mnt/media/a.mp4"]).refused).toEqual([]);
  });

  it("counts other case as the same path only where the rule does", () => {
    const rules = rulesOf({ ...films, caseInsensitive: true });
    expect(validateRules(rules, ["/MNT/Media/a.mp4"]).refused).toEqual([]);
  });

  it("proves every rule on any path below its folder", () => {
    const segment = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 8 })
      .filter((text) => !/^\.+$|[/\\]/.test(text) && normalisePath(text) === text);
    const tail = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const rules = rulesOf(years, inverted, { ...windows, plexRoot: "D:/Media/Films" }, films);
    const start = fc.constantFrom(
      "/mnt/media",
      "//nas/share/media",
      "/mnt/by-year/2018",
      "/mnt/2018 /$1/films",
    );
    fc.assert(
      fc.property(start, tail, (folder, rest) => {
        const stash = normalisePath(`${folder}/${rest}`);
        const plex = stashToPlex(rules, stash);
        expect(plex).not.toBeNull();
        expect(plexToStash(rules, plex?.path ?? "")?.path).toBe(stash);
        expect(validateRules(rules, [stash]).refused).toEqual([]);
      }),
    );
  });
});
