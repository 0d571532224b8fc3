import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type LogFields, type Logger, silentLogger } from "@stash2plex/shared/log";

import {
  createMemoryGapService,
  type MemoryGapService,
  sampleGap,
} from "../../../test/memory-gap-service.ts";
import { createCompareJob } from "./compare-job.ts";
import type { GapPageReport } from "./gap-report.ts";

let folder = "";
let gaps: MemoryGapService;
let lines: [string, LogFields | undefined][] = [];
let compared = 0;
const note = (event: string, fields?: LogFields): void => void lines.push([event, fields]);
const logger: Logger = { ...silentLogger, info: note, warn: note };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stash2plex-compare-"));
  gaps = createMemoryGapService();
  lines = [];
  compared = 0;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const jobWith = (reportFile: string | null) =>
  createCompareJob({
    gaps,
    reportFile: () => reportFile,
    disk: fs,
    logger,
    onCompared: () => {
      compared += 1;
    },
  });

const goesOn = new AbortController().signal;

describe("the job that compares", () => {
  it("says what came of it, in a sentence and in one line of the log", async () => {
    expect(await jobWith(null).run(goesOn)).toBe("92 % agree (92 of 100); 8 gaps, 2 new, 1 closed");
    expect(lines).toEqual([
      [
        "Stash and Plex were compared",
        expect.objectContaining({
          "stash-only": 2,
          orphan: 1,
          opened: 2,
          agreement: 92,
          ms: 1_500,
        }),
      ],
    ]);
    expect(compared).toBe(1);
  });

  it("writes all open gaps into the report file", async () => {
    gaps.gaps = [
      ...Array.from({ length: 2_100 }, (_, at) => sampleGap(at + 1)),
      sampleGap(9_999, { closedAt: 1 }),
    ];
    const file = join(folder, "gaps.json");
    await jobWith(file).run(goesOn);
    const report = JSON.parse(readFileSync(file, "utf8")) as GapPageReport;
    expect(report).toMatchObject({ schema: 1, asOf: "2026-01-02T03:04:05.000Z", total: 2_100 });
    expect(report.gaps).toHaveLength(2_100);
  });

  it("is done although the report cannot be written", async () => {
    expect(await jobWith(join(folder, "missing", "gaps.json")).run(goesOn)).toContain("92 %");
    expect(lines.map(([event]) => event)).toEqual([
      "Stash and Plex were compared",
      expect.stringContaining("its folder is not there"),
    ]);
  });

  it("fails with the reason where nothing can be compared, and writes nothing", async () => {
    gaps.problem = "PLEX_URL is not set.";
    await expect(jobWith(join(folder, "gaps.json")).run(goesOn)).rejects.toThrow(
      "PLEX_URL is not set.",
    );
    expect(await fs.readdir(folder)).toEqual([]);
    expect([lines, compared]).toEqual([[], 0]);
  });

  it("is cancelled through its signal, and not after its end", async () => {
    const stop = new AbortController();
    let release = (): void => undefined;
    gaps.gate = new Promise((resolve) => {
      release = resolve;
    });
    const ended = jobWith(null).run(stop.signal);
    stop.abort();
    expect(gaps.calls).toEqual([["compare"], ["cancelCompare"]]);
    release();
    await ended;
    const late = new AbortController();
    await jobWith(null).run(late.signal);
    late.abort();
    expect(gaps.calls).toEqual([["compare"], ["cancelCompare"], ["compare"]]);
  });
});
