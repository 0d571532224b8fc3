import { describe, expect, it } from "@jest/globals";

import { alignColumns, createProgress } from "./terminal.ts";

function capture(isTTY: boolean) {
  const written: string[] = [];
  const output = { isTTY, columns: 60, write: (text: string) => written.push(text) };
  return { output, text: () => written.join("") };
}

describe("createProgress", () => {
  it("redraws one line on a terminal, never wider than it", () => {
    const { output, text } = capture(true);
    const progress = createProgress(output, "Scanning");
    progress.update(1, 2, "1 matched");
    progress.update(2, 2, "x".repeat(200));
    progress.end();
    const lines = text().split("\r\u001b[2K").slice(1);
    expect(lines[0]).toBe(`  Scanning ${"█".repeat(15)}${"░".repeat(15)} 1/2  1 matched`);
    expect(lines[1]?.trimEnd().length).toBe(59);
    expect(text().endsWith("\n")).toBe(true);
  });

  it("writes four plain lines elsewhere", () => {
    const { output, text } = capture(false);
    const progress = createProgress(output, "Scanning");
    for (let done = 1; done <= 300; done += 1) progress.update(done, 300, "ok");
    progress.end();
    expect(text().split("\n")).toEqual([
      "  Scanning 75/300  ok",
      "  Scanning 150/300  ok",
      "  Scanning 225/300  ok",
      "  Scanning 300/300  ok",
      "",
    ]);
  });
});

describe("alignColumns", () => {
  it("puts numbers right and words left", () => {
    const rows = [
      ["match", "310", "1.5 ms"],
      ["metadata", "9", "12 ms"],
    ];
    expect(alignColumns(rows)).toEqual(["match     310  1.5 ms", "metadata    9   12 ms"]);
  });
});
