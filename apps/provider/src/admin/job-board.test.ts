import { beforeEach, describe, expect, it } from "@jest/globals";
import type { LogFields, Logger } from "@stash2plex/shared/log";

import { createMemoryJobRuns, type MemoryJobRuns } from "../../test/memory-job-runs.ts";
import { createJobBoard, type Job, type JobReport } from "./job-board.ts";

const START = Date.UTC(2026, 0, 2, 3, 4, 5);
const iso = (after: number): string => new Date(START + after).toISOString();

/** A job whose runs end when the test says so. */
interface HeldJob extends Job {
  end: (sentence: string | null | Error) => void;
  runs: number;
}

function heldJob(name: string, isCancellable = false): HeldJob {
  const job: HeldJob = {
    name,
    about: `About ${name}.`,
    isCancellable,
    runs: 0,
    end: () => undefined,
    run: (signal) =>
      new Promise((resolve, reject) => {
        job.runs += 1;
        job.end = (end) => (end instanceof Error ? reject(end) : resolve(end));
        signal.addEventListener("abort", () => reject(new Error("It was cancelled.")));
      }),
  };
  return job;
}

describe("the board of jobs", () => {
  let now: number;
  let runs: MemoryJobRuns;
  let warnings: [string, LogFields | undefined][];
  let compare: HeldJob;
  let follow: HeldJob;

  const ignore = (): void => undefined;
  const logger: Logger = {
    debug: ignore,
    info: ignore,
    error: ignore,
    warn: (event, fields) => warnings.push([event, fields]),
    child: () => logger,
  };
  const open = () =>
    createJobBoard({ jobs: [compare, follow], runs, clock: { now: () => now }, logger });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const reportOf = (board: ReturnType<typeof open>, name = "compare"): JobReport | undefined =>
    board.reports().find((report) => report.name === name);
  /** One run from begin to end. */
  const run = async (
    board: ReturnType<typeof open>,
    end: string | null | Error,
  ): Promise<unknown> => {
    const ended = board.start("compare");
    now += 1_000;
    compare.end(end);
    return ended;
  };

  beforeEach(() => {
    now = START;
    runs = createMemoryJobRuns();
    warnings = [];
    compare = heldJob("compare", true);
    follow = heldJob("follow");
  });

  it("shows a run while it goes on, and what came of it", async () => {
    const board = open();
    expect(board.run("compare")).toBe(true);
    expect(reportOf(board)).toMatchObject({
      running: true,
      startedAt: iso(0),
      endedAt: null,
      lastRun: null,
      canCancel: true,
    });
    now += 5_000;
    compare.end("3 gaps.");
    await settle();
    const lastRun = { startedAt: iso(0), endedAt: iso(5_000), outcome: "done", summary: "3 gaps." };
    expect(reportOf(board)).toEqual({
      name: "compare",
      about: "About compare.",
      running: false,
      startedAt: iso(0),
      endedAt: iso(5_000),
      problem: null,
      schedule: null,
      nextRunAt: null,
      lastRun,
      canCancel: false,
    });
    expect(runs.all).toMatchObject([{ name: "compare", outcome: "done", summary: "3 gaps." }]);
  });

  it("runs a job once at a time, and knows no others", () => {
    const board = open();
    board.run("compare");
    board.run("compare");
    expect(board.start("compare")).toBeNull();
    expect([compare.runs, board.run("nothing"), board.start("nothing")]).toEqual([1, false, null]);
  });

  it("tells a fault once for as long as it lasts", async () => {
    const board = open();
    const away = new Error("Plex does not answer.");
    expect(await run(board, away)).toBe("failed");
    expect(await run(board, away)).toBe("failed");
    expect(reportOf(board)).toMatchObject({
      problem: "Plex does not answer.",
      lastRun: { outcome: "failed", summary: "Plex does not answer." },
    });
    await run(board, new Error("Stash does not answer."));
    await run(board, null);
    await run(board, away);
    expect(warnings.map(([, fields]) => fields?.problem)).toEqual([
      "Plex does not answer.",
      "Stash does not answer.",
      "Plex does not answer.",
    ]);
    expect(runs.all.map(({ outcome }) => outcome)).toHaveLength(5);
  });

  it("cancels what runs and can be cancelled", async () => {
    const board = open();
    expect(board.cancel("compare")).toBe(false);
    const ended = board.start("compare");
    board.run("follow");
    expect(board.cancel("follow")).toBe(false);
    expect(board.cancel("compare")).toBe(true);
    expect(await ended).toBe("cancelled");
    expect(reportOf(board)).toMatchObject({ running: false, lastRun: { outcome: "cancelled" } });
    expect(reportOf(board, "follow")).toMatchObject({ running: true, canCancel: false });
    expect(warnings).toEqual([]);
    expect(board.cancel("nothing")).toBe(false);
  });

  it("remembers runs of before its start", async () => {
    const before = { name: "compare", startedAt: START - 9_000, summary: "2 gaps." };
    runs.all.push(
      { ...before, id: 1, endedAt: START - 8_000, outcome: "done" },
      { ...before, id: 2, name: "gone", endedAt: null, outcome: "interrupted" },
    );
    const board = open();
    await settle();
    expect(reportOf(board)?.lastRun).toEqual({
      startedAt: iso(-9_000),
      endedAt: iso(-8_000),
      outcome: "done",
      summary: "2 gaps.",
    });
    expect(board.reports()).toHaveLength(2);
    await run(board, "3 gaps.");
    expect((await board.history("compare", 10)).map(({ summary }) => summary)).toEqual([
      "3 gaps.",
      "2 gaps.",
    ]);
  });

  it("goes on when runs cannot be written down, and says so once until they can", async () => {
    runs.failure = "The disk is full.";
    const board = open();
    expect(await run(board, "3 gaps.")).toBe("done");
    expect(await run(board, "4 gaps.")).toBe("done");
    expect(reportOf(board)?.lastRun?.summary).toBe("4 gaps.");
    expect(warnings).toEqual([
      [expect.stringMatching(/cannot be written down/), { problem: "The disk is full." }],
    ]);
    runs.failure = null;
    await run(board, null);
    expect(runs.all).toMatchObject([{ outcome: "done" }]);
    runs.failure = "The thread ended.";
    await run(board, null);
    expect(warnings).toHaveLength(2);
    await expect(board.history("compare", 10)).rejects.toThrow("The thread ended.");
  });

  it("shows when a job runs by itself", () => {
    const board = open();
    board.plan("compare", { schedule: "daily at 04:15", nextRunAt: START });
    expect(reportOf(board)).toMatchObject({ schedule: "daily at 04:15", nextRunAt: iso(0) });
    board.plan("compare", { schedule: null, nextRunAt: null });
    expect(reportOf(board)).toMatchObject({ schedule: null, nextRunAt: null });
  });
});
