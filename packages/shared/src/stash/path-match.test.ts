import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import {
  baseNamePattern,
  exactPathPattern,
  hasBaseName,
  isSamePath,
  spellingsOf,
} from "./path-match.ts";

const nfc = "/data/Caf\u00e9.mp4";
const nfd = "/data/Cafe\u0301.mp4";

describe("isSamePath", () => {
  it.each([
    [nfc, nfd, true],
    ["/data/a.mp4", "/data/A.mp4", false],
    ["/data/a_b.mp4", "/data/axb.mp4", false],
    ["/data/a.mp4", "/data/a.mp4 ", false],
  ])("%j and %j: %j", (one, other, expected) => {
    expect(isSamePath(one, other)).toBe(expected);
  });
});

describe("spellingsOf", () => {
  it("asks once where the Unicode forms agree, and in each form where they do not", () => {
    expect(spellingsOf("/data/a.mp4")).toEqual(["/data/a.mp4"]);
    expect(spellingsOf(nfd)).toEqual([nfd, nfc]);
  });
});

describe("hasBaseName", () => {
  it.each([
    ["/data/b/a.mp4", "a.mp4", true],
    ["/data/ba.mp4", "a.mp4", false],
    [nfd, "Caf\u00e9.mp4", true],
    ["C:\\data\\a.mp4", "a.mp4", true],
    ["\\\\nas\\share\\a.mp4", "a.mp4", true],
    // On Unix a backslash is a letter like any other.
    ["/data/b\\a.mp4", "a.mp4", false],
    ["/data/b\\a.mp4", "b\\a.mp4", true],
  ])("%j has %j: %j", (path, baseName, expected) => {
    expect(hasBaseName(path, baseName)).toBe(expected);
  });
});

describe("patterns", () => {
  it("escapes every ASCII punctuation character and nothing else", () => {
    expect(exactPathPattern(["/a.b-é ü"])).toBe("^(?:\\/a\\.b\\-é ü)$");
  });

  it("an exact pattern finds its path and no other", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (path, more) => {
        const pattern = new RegExp(exactPathPattern([path]));
        expect(pattern.test(path)).toBe(true);
        if (more !== "") expect(pattern.test(path + more)).toBe(false);
      }),
    );
  });

  it("a base name pattern finds the name at the end of a path, under either separator", () => {
    const pattern = new RegExp(baseNamePattern(["100% (a+b).mp4"]));
    expect(pattern.test("/data/100% (a+b).mp4")).toBe(true);
    expect(pattern.test("D:\\data\\100% (a+b).mp4")).toBe(true);
    expect(pattern.test("/data/x100% (a+b).mp4")).toBe(false);
    expect(pattern.test("/data/100% (aab)xmp4")).toBe(false);
  });
});
