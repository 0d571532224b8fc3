import { describe, expect, it } from "@jest/globals";

import type { GapSummary } from "./gap.ts";
import { summaryLines, summaryReply } from "./gap-words.ts";

const none = {
  "plex-only": 0,
  "stash-only": 0,
  unmatched: 0,
  stale: 0,
  incomplete: 0,
  orphan: 0,
  duplicate: 0,
};

const compared: GapSummary = {
  asOf: Date.UTC(2026, 0, 2, 3, 4, 5),
  counts: { ...none, "plex-only": 12, stale: 1_234 },
  reasons: [],
  agreement: { agreeing: 98_754, compared: 100_000, percent: 98.7 },
  problem: null,
  lastRun: null,
};

describe("how the two sides stand to each other", () => {
  it("is said with the gaps that there are", () => {
    expect(summaryLines(compared)).toEqual([
      "Stash and Plex: 98.7 % agree (98,754 of 100,000), compared 2026-01-02 03:04:05 UTC",
      "Only in Plex: 12",
      "Out of date in Plex: 1,234",
    ]);
  });

  it("is said where nothing differs", () => {
    expect(summaryLines({ ...compared, counts: none }).at(-1)).toBe("There are no gaps.");
  });

  it.each<[Partial<GapSummary>, readonly string[]]>([
    [{}, ["Stash and Plex were not compared yet.", "Plex asked for no file that is missing."]],
    [
      { counts: { ...none, "plex-only": 2 }, problem: "PLEX_URL is not set." },
      ["Stash and Plex were not compared yet.", "PLEX_URL is not set.", "Only in Plex: 2"],
    ],
  ])("is not known before they were compared: %j", (changes, lines) => {
    const summary = { ...compared, asOf: null, agreement: null, counts: none, ...changes };
    expect(summaryLines(summary)).toEqual(lines);
  });

  it("is told to programs in short", () => {
    const { data, lines } = summaryReply(compared);
    expect(lines).toEqual(summaryLines(compared));
    expect(data).toMatchObject({
      asOf: "2026-01-02T03:04:05.000Z",
      agreement: { percent: 98.7 },
      counts: { "plex-only": 12, orphan: 0 },
      labels: { "plex-only": "Only in Plex" },
    });
    expect(JSON.stringify(data).length).toBeLessThan(1_000);
  });
});
