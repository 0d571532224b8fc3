import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { distinctiveBy } from "./distinctive.ts";
import { fullDateIn } from "./full-date.ts";
import { stemKey } from "./stem.ts";
import { titleKey, titleTokens } from "./title-tokens.ts";

describe("stemKey", () => {
  it.each([
    ["Lakes.of.Finland.(2018).1080p.WEB-DL.x264.mkv", "lakes of finland 2018"],
    ["Lakes of Finland (2018) [2160p] {edition-Long}.mp4", "lakes of finland 2018 edition long"],
    ["Lakes_Part_2_720p_H.264_DDP5.1.mkv", "lakes part 2"],
    ["Lakes 1080p HD.mp4", "lakes"],
    ["Lakes BluRay 10bit HEVC 60fps.mp4", "lakes"],
    ["HD Lakes.mp4", "hd lakes"],
    ["Spider Web 1080p.mkv", "spider web"],
    ["Adventure Time.mp4", "adventure time"],
    ["Dvina in Spring.mp4", "dvina in spring"],
    ["Dr. Smith", "dr smith"],
    ["Lecture 2.5.mp4", "lecture 2 5"],
    ["Lecture 2.5", "lecture 2 5"],
    ["C++ Lecture.mp4", "c++ lecture"],
    ["C Lecture.mp4", "c lecture"],
    ["Cafe\u0301.mp4", "caf\u00e9"],
    ["1080p.mp4", ""],
    [".mp4", ""],
    ["a.mp4.mkv", "a mp4"],
    ["Lakes 5.1.mp4", "lakes 5 1"],
    ["Lakes aac2.0.mp4", "lakes"],
    ["Studio 54k.mp4", "studio 54k"],
  ])("of %j is %j", (name, expected) => {
    expect(stemKey(name)).toBe(expected);
  });

  it.each([
    ["Lakes (2018).mp4", "Lakes (2019).mp4"],
    ["Lakes part 1.mp4", "Lakes part 2.mp4"],
    ["Lakes.mp4", "Lakes 2.mp4"],
    ["Lakes 10.mp4", "Lakes 1.mp4"],
    ["Lakes [3].mp4", "Lakes [4].mp4"],
    ["Lakes 1080.mp4", "Lakes 720.mp4"],
  ])("tells %j from %j", (left, right) => {
    expect(stemKey(left)).not.toBe(stemKey(right));
  });

  it("never drops a number that is no quality", () => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.constantFrom("Lakes", "C++", "Caf\u00e9"), (number, word) => {
        expect(stemKey(`${word} ${number} 1080p.mkv`)).toBe(`${word.toLowerCase()} ${number}`);
      }),
    );
  });
});

describe("titleTokens", () => {
  it.each([
    ["The Director's Lake, Part 2", ["the", "directors", "lake", "part", "2"]],
    ["C++ & C#", ["c++", "c#"]],
    ["  ", []],
    ["北海道 2018", ["北海道", "2018"]],
  ])("of %j are %j", (text, expected) => {
    expect(titleTokens(text)).toEqual(expected);
  });

  it("make one key in any order", () => {
    expect(titleKey("Lake, The (Part 2)")).toBe(titleKey("the lake part 2"));
    expect(titleKey("Lake Part 2")).not.toBe(titleKey("Lake Part 1"));
  });
});

describe("fullDateIn", () => {
  it.each([
    ["Lakes 2018-05-31", "2018-05-31"],
    ["Lakes 2018.05.31", "2018-05-31"],
    ["20180531 Lakes", "2018-05-31"],
    ["31.05.2018", "2018-05-31"],
    ["Lakes 2018", null],
    ["2018-13-01", null],
    ["2018-05.31", null],
    ["120180531", null],
    ["2018 05 310", null],
  ])("%j gives %j", (text, expected) => {
    expect(fullDateIn(text)?.date ?? null).toBe(expected);
  });
});

describe("distinctiveBy", () => {
  it.each([
    "Lakes of Finland - Part 1.mp4",
    "Northern Lights.mp4",
    "Back to the Future (1985).mp4",
    "Spring Concert.mp4",
    "2018-05-31.mp4",
    "VID_20180503_120101.mp4",
    "Walk 31.05.2018.mp4",
    "LKS-0042.mp4",
    "abc123.mp4",
    "dQw4w9WgXcQ.mp4",
    "北海道の湖と森.mp4",
  ])("sees that %j is", (name) => {
    expect(distinctiveBy(name)).not.toBeNull();
  });

  it.each([
    "Opening.mp4",
    "Part 1.mp4",
    "Week 2 Lecture 3.mp4",
    "Behind the Scenes.mp4",
    "Chapter 3 - Final Cut.mp4",
    "Bonus Interview.mp4",
    "Lakes 2018.mp4",
    "Trip 001.mp4",
    "S01E02.mkv",
    "IMG_0001.mov",
    "DSC-0123.mp4",
    "GOPR1234.mp4",
    "00012.MTS",
    "4839201.mp4",
    "a b c d e f g h i j k l m.mp4",
    "Lakes Lakes Lakes.mp4",
    "Day in May.mp4",
    "1080p.mp4",
  ])("sees that %j is not", (name) => {
    expect(distinctiveBy(name)).toBeNull();
  });
});
