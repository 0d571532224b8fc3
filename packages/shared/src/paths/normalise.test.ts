import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { foldedSegments, foldPath, foldText } from "./fold.ts";
import {
  baseNameOf,
  hasParentSegment,
  isAbsolutePath,
  joinPath,
  normalisePath,
  stripRoot,
} from "./normalise.ts";

const nfd = "Cafe\u0301";
const nfc = "Caf\u00e9";

/** Paths that hold everything that needs care, more often than chance would. */
const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom(".", "..", "", " ", "C:", "c:", "?", "UNC", nfd, nfc, "ΑΣ", "İ", "ß", "a.mp4"),
);
const path = fc
  .tuple(
    fc.constantFrom("", "/", "//", "\\\\", "\\\\?\\", "///"),
    fc.array(fc.tuple(piece, fc.constantFrom("/", "\\", "//")), { maxLength: 6 }),
  )
  .map(([lead, parts]) => lead + parts.flat().join(""));

describe("normalisePath", () => {
  it.each([
    ["/data/media/a.mp4", "/data/media/a.mp4"],
    ["/data//media/./a.mp4", "/data/media/a.mp4"],
    ["/data/media/", "/data/media"],
    ["/", "/"],
    ["", ""],
    [".", ""],
    ["D:\\Media\\a.mp4", "D:/Media/a.mp4"],
    ["d:\\Media\\", "D:/Media"],
    ["D:\\", "D:"],
    ["\\\\nas\\media\\a.mp4", "//nas/media/a.mp4"],
    ["//nas/media//a.mp4", "//nas/media/a.mp4"],
    ["\\\\?\\D:\\a.mp4", "D:/a.mp4"],
    ["\\\\?\\UNC\\nas\\media\\a.mp4", "//nas/media/a.mp4"],
    ["///data/a.mp4", "/data/a.mp4"],
    [`/data/${nfd}.mp4`, `/data/${nfc}.mp4`],
    ["Lakes/../a.mp4", "Lakes/../a.mp4"],
    ["Lakes\\a.mp4", "Lakes/a.mp4"],
    [" a .mp4 ", " a .mp4 "],
    ["c:lake.mp4", "c:lake.mp4"],
  ])("spells %j as %j", (given, expected) => {
    expect(normalisePath(given)).toBe(expected);
  });

  it("changes nothing a second time", () => {
    fc.assert(
      fc.property(path, (given) => {
        const once = normalisePath(given);
        expect(normalisePath(once)).toBe(once);
      }),
    );
  });

  it("spells composed and decomposed letters alike", () => {
    fc.assert(
      fc.property(path, (given) => {
        expect(normalisePath(given.normalize("NFD"))).toBe(normalisePath(given.normalize("NFC")));
      }),
    );
  });
});

describe("foldPath", () => {
  it.each([
    ["/Data/MEDIA/A.mp4", "/data/media/a.mp4"],
    [`/data/${nfd.toUpperCase()}`, `/data/${nfc.toLowerCase()}`],
    ["\\\\NAS\\Media\\a.mp4", "/nas/media/a.mp4"],
    ["D:\\Media", "d:/media"],
    ["/ΑΣ/ας/Ασ", "/ασ/ασ/ασ"],
  ])("folds %j to %j", (given, expected) => {
    expect(foldPath(given)).toBe(expected);
  });

  it("changes nothing a second time, and ignores what was normalised before", () => {
    fc.assert(
      fc.property(path, (given) => {
        const once = foldPath(given);
        expect(foldPath(once)).toBe(once);
        expect(foldPath(normalisePath(given))).toBe(once);
      }),
    );
  });

  it("folds segment by segment as it folds the whole", () => {
    fc.assert(
      fc.property(path, (given) => {
        const whole = foldedSegments(given);
        expect(normalisePath(given).split("/").map(foldText).filter(Boolean)).toEqual(whole);
      }),
    );
  });

  it("keeps digits apart", () => {
    expect(foldPath("/Lakes (2018).mp4")).not.toBe(foldPath("/Lakes (2019).mp4"));
  });
});

describe("parts of a path", () => {
  it.each([
    ["/data/a.mp4", "a.mp4"],
    ["D:\\Media\\a.mp4", "a.mp4"],
    ["a.mp4", "a.mp4"],
    ["/data/", "data"],
    ["/", ""],
    ["", ""],
  ])("takes the base name of %j as %j", (given, expected) => {
    expect(baseNameOf(given)).toBe(expected);
  });

  it.each([
    ["/Movies/a.mp4", "Movies/a.mp4"],
    ["Movies/a.mp4", "Movies/a.mp4"],
    ["D:\\Media\\a.mp4", "Media/a.mp4"],
    ["\\\\nas\\media\\Lakes\\a.mp4", "Lakes/a.mp4"],
    ["\\\\?\\UNC\\nas\\media\\a.mp4", "a.mp4"],
    ["\\\\nas", ""],
    ["C:", ""],
  ])("strips the root of %j to %j", (given, expected) => {
    expect(stripRoot(given)).toBe(expected);
  });

  it.each([
    ["Lakes/../a.mp4", true],
    ["..\\a.mp4", true],
    ["Lakes/..", true],
    ["Lakes/...a.mp4", false],
    ["Lakes/a..mp4", false],
  ])("says whether %j climbs: %j", (given, expected) => {
    expect(hasParentSegment(given)).toBe(expected);
  });

  it.each([
    ["/a.mp4", true],
    ["D:\\a.mp4", true],
    ["\\\\nas\\a.mp4", true],
    ["a.mp4", false],
    ["d: the film.mp4", false],
    ["", false],
  ])("says whether %j is absolute: %j", (given, expected) => {
    expect(isAbsolutePath(given)).toBe(expected);
  });

  it.each([
    ["/", "a.mp4", "/a.mp4"],
    ["/data", "Lakes/a.mp4", "/data/Lakes/a.mp4"],
    ["D:", "a.mp4", "D:/a.mp4"],
  ])("joins %j and %j to %j", (folder, name, expected) => {
    expect(joinPath(folder, name)).toBe(expected);
  });

  it("finds the base name at the end of the stripped path", () => {
    fc.assert(
      fc.property(path, (given) => {
        const stripped = stripRoot(given);
        if (stripped !== "") expect(normalisePath(given).endsWith(stripped)).toBe(true);
      }),
    );
  });
});
