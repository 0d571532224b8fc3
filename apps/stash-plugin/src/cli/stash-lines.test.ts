import { describe, expect, it } from "@jest/globals";

import { progressLine, stashLines } from "./stash-lines.js";

describe("lines for Stash", () => {
  it("prefix each line with its level, and leave empty ones out", () => {
    expect(stashLines("warning", "one\n\ntwo\r\n")).toBe("\u0001w\u0002one\n\u0001w\u0002two\n");
  });

  it("stay far below 64 KiB, which would end the log", () => {
    const lines = stashLines("info", "x".repeat(100_000)).split("\n");
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThan(65_536);
    expect(lines.join("").replaceAll("\u0001i\u0002", "")).toHaveLength(100_000);
  });

  it.each([
    [0.5, "\u0001p\u00020.500\n"],
    [-1, "\u0001p\u00020.000\n"],
    [7, "\u0001p\u00021.000\n"],
  ])("tell progress from 0 to 1: %d", (done, line) => expect(progressLine(done)).toBe(line));
});
