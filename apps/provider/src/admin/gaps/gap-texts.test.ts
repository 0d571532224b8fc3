import { describe, expect, it } from "@jest/globals";

import { createMemoryGapService, sampleGap, sampleGaps } from "../../../test/memory-gap-service.ts";
import { allPages } from "./gap-pages.ts";
import { gapReport, type GapPageReport } from "./gap-report.ts";
import { csvText, jsonText } from "./gap-texts.ts";

const textOf = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
};

const manyGaps = (count: number) => Array.from({ length: count }, (_, at) => sampleGap(at + 1));

const pageWith = (...changes: Parameters<typeof sampleGap>[1][]): GapPageReport => ({
  schema: 1,
  asOf: null,
  total: changes.length,
  counts: {
    "plex-only": 0,
    "stash-only": changes.length,
    unmatched: 0,
    stale: 0,
    incomplete: 0,
    orphan: 0,
    duplicate: 0,
  },
  next: null,
  gaps: changes.map((change, at) => gapReport(sampleGap(at + 1, change))),
});

describe("all gaps as one document", () => {
  it.each([0, 1, 999, 1_000, 1_001, 2_500])("%i of them", async (count) => {
    const text = await textOf(jsonText(allPages(createMemoryGapService(manyGaps(count)))));
    const document = JSON.parse(text) as GapPageReport;
    expect(document).toMatchObject({ schema: 1, total: count, next: null });
    expect(document.gaps.map(({ id }) => id)).toEqual(manyGaps(count).map(({ id }) => id));
    expect(text.endsWith("\n")).toBe(true);
  });

  it("has exactly these fields, with null for what is not there", async () => {
    const service = createMemoryGapService(sampleGaps);
    service.asOf = null;
    const text = await textOf(jsonText(allPages(service, { kind: "plex-only" })));
    const document = JSON.parse(text) as GapPageReport;
    expect(Object.keys(document)).toEqual(["schema", "asOf", "total", "counts", "next", "gaps"]);
    expect(document.asOf).toBeNull();
    expect(document.gaps).toEqual([
      {
        id: 3,
        kind: "plex-only",
        reason: "not-in-stash",
        explanation: "Plex has this file, and Stash does not know it.",
        sceneId: null,
        stashPath: null,
        ratingKey: "4711",
        plexPath: "/data/films/Unknown.mp4",
        title: "Unknown",
        firstSeen: "2026-01-02T03:01:05.000Z",
        lastSeen: "2026-01-02T03:04:05.000Z",
        closedAt: null,
        repair: "scan-stash",
        section: "Films",
        advice: "Let Stash scan the folder.",
        isAutomatic: false,
      },
    ]);
  });

  it("ends where a cursor leads in a circle", async () => {
    const page = async () => {
      const first = await createMemoryGapService(manyGaps(3)).page({ limit: 1 });
      return { ...first, next: "again" };
    };
    const { gaps } = JSON.parse(await textOf(jsonText(allPages({ page })))) as GapPageReport;
    expect(gaps).toHaveLength(2);
  });
});

describe("all gaps as a table", () => {
  const rowsOf = async (...changes: Parameters<typeof sampleGap>[1][]): Promise<string[]> =>
    (await textOf(csvText([pageWith(...changes)]))).split("\r\n").slice(1, -1);

  it("begins with the names of the columns, also where there is none", async () => {
    expect(await textOf(csvText([pageWith()]))).toBe(
      "id,kind,reason,title,explanation,sceneId,stashPath,ratingKey,plexPath,section," +
        "firstSeen,lastSeen,closedAt,repair,advice,isAutomatic\r\n",
    );
  });

  it("has a row for each gap of all pages", async () => {
    const service = createMemoryGapService(manyGaps(2_001));
    const lines = (await textOf(csvText(allPages(service)))).split("\r\n");
    expect(lines).toHaveLength(2_003);
    expect(lines[2_001]).toMatch(/^2001,stash-only,not-scanned,Tram 2001,/);
    expect(lines.at(-1)).toBe("");
  });

  it.each([
    ['Say "hello"', '"Say ""hello"""'],
    ["Porto, by night", '"Porto, by night"'],
    ["two\nlines", '"two\nlines"'],
    ["two\r\nlines", '"two\r\nlines"'],
    ["Привет, 世界 🚋", '"Привет, 世界 🚋"'],
    ["", ""],
    [null, ""],
    // A spreadsheet would run these.
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1+1", "'+1+1"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", '"\'\r=1"'],
    ["＝1+1", "'＝1+1"],
    ['=1,"x"', '"\'=1,""x"""'],
  ])("quotes the title %j", async (title, cell) => {
    const [row = ""] = (await textOf(csvText([pageWith({ title, explanation: "E" })])))
      .split("isAutomatic\r\n")
      .slice(1);
    expect(row.slice("1,stash-only,not-scanned,".length, row.indexOf(",E,101,"))).toBe(cell);
  });

  it("defuses paths as well as titles, and leaves ids and times as they are", async () => {
    const [row] = await rowsOf({ stashPath: "=cmd|calc", title: "T", explanation: "E" });
    expect(row).toBe(
      "1,stash-only,not-scanned,T,E,101,'=cmd|calc,,,,2026-01-02T03:03:05.000Z," +
        "2026-01-02T03:04:05.000Z,,scan-plex,Let Plex scan the folder.,true",
    );
  });
});
