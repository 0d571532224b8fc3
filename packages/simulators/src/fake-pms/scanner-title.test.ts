import { describe, expect, it } from "@jest/globals";

import { isScannedFile, scannerTitle } from "./scanner-title.ts";

describe("scannerTitle", () => {
  it.each([
    [
      "flat/2023-01-10 - Open Lecture Hall - Lecture 0.mp4",
      "2023 01 10 Open Lecture Hall Lecture 0",
      null,
    ],
    ["Lecture (2015) (1080p).mp4", "Lecture", 2015],
    ["Owl.Nest.1080p.WEB-DL.x264.mkv", "Owl Nest", null],
    ["Night Train [part 2] {stash-12}.mp4", "Night Train", null],
    ["[2019].mp4", "[2019]", 2019],
    ["a/b/Ünï_côde.mp4", "Ünï côde", null],
  ])("makes of %s what the scanner would", (file, title, year) => {
    expect(scannerTitle(file)).toEqual({ title, year });
  });
});

describe("isScannedFile", () => {
  it.each([
    ["a/b.mp4", true],
    ["a/b.MKV", true],
    ["a/b.srt", false],
    ["a/.hidden.mp4", false],
    [".trash/b.mp4", false],
  ])("%s: %s", (file, isScanned) => {
    expect(isScannedFile(file)).toBe(isScanned);
  });
});
