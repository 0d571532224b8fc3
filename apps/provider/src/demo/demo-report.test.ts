import { describe, expect, it } from "@jest/globals";
import type { PmsItem, PmsReport } from "@stash2plex/simulators/fake-pms";

import { demoReport } from "./demo-report.ts";
import type { MatchNote } from "./match-tally.ts";

function item(
  id: number,
  file: string,
  isMatched: boolean,
  problem: PmsItem["problem"] = null,
): PmsItem {
  return {
    id,
    section: "Films",
    folder: "/media",
    file,
    scannedTitle: file,
    scannedYear: null,
    guid: isMatched
      ? `tv.plex.agents.custom.stash2plex://movie/scene-${id}`
      : `tv.plex.agents.none://${id}`,
    metadata: null,
    tags: { Genre: [], Collection: [], Role: [], Director: [], Studio: [] },
    images: [],
    problem,
  };
}

const notes: Readonly<Record<string, MatchNote>> = {
  "a.mp4": { outcome: "matched", rung: "whole name" },
  "b.mp4": { outcome: "matched", rung: "whole name" },
  "c.mp4": { outcome: "matched", rung: "stem" },
  "d.mp4": { outcome: "no-match", rung: null },
  "e.mp4": { outcome: "ambiguous", rung: null },
};

const report: PmsReport = {
  items: 6,
  matched: 3,
  unmatched: 3,
  failed: 1,
  requests: [{ purpose: "match", count: 6, failed: 0, p50: 1.25, p95: 12.7, max: 120 }],
  violations: [],
};

const failure = { during: "match", status: 503, sentence: "The provider answered 503." } as const;

describe("demoReport", () => {
  it("counts matches by rung, and says why the rest is unmatched", () => {
    const items = [
      item(1, "a.mp4", true),
      item(2, "b.mp4", true),
      item(3, "c.mp4", true),
      item(4, "d.mp4", false),
      item(5, "e.mp4", false),
      item(6, "f.mp4", false, failure),
    ];
    expect(demoReport(items, report, ({ file }) => notes[file]).split("\n")).toEqual([
      "Matched: 3",
      "  by whole name  2",
      "  by stem        1",
      "",
      "Unmatched: 3",
      "  d.mp4  Stash does not know this file",
      "  e.mp4  several scenes fit equally well; a wrong match is worse than none",
      "  f.mp4  The provider answered 503.",
      "",
      "Requests of Plex",
      "         count     p50    p95     max",
      "  match      6  1.3 ms  13 ms  120 ms",
      "",
      "Every answer kept Plex's provider contract.",
    ]);
  });

  it("shows broken rules", () => {
    const text = demoReport(
      [],
      { ...report, violations: ["POST /x: status 404."] },
      () => undefined,
    );
    expect(text).toContain("Broken rules of Plex's provider contract: 1\nPOST /x: status 404.");
  });
});
