import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { type AdminHarness, START, startAdminHarness } from "../../../test/admin-harness.ts";
import { createMemoryJobRuns } from "../../../test/memory-job-runs.ts";
import { type Ended, type Started, startCommand } from "../../../test/run-terminal.ts";
import { createJobBoard, type Job } from "../../admin/job-board.ts";

/** How a run ends; null: not before it is cancelled. */
type End = string | Error | null;

describe("jobs", () => {
  let harness: AdminHarness;
  let end: End;

  const start = (...argv: string[]): Started => startCommand(harness.port, ["jobs", ...argv]);
  const run = (...argv: string[]): Promise<Ended> => start(...argv).ended;
  const compare: Job = {
    name: "compare",
    about: "Compares.",
    isCancellable: true,
    run: (signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("It was cancelled.")));
        if (end instanceof Error) reject(end);
        else if (end !== null) resolve(end);
      }),
  };
  const follow: Job = {
    name: "follow",
    about: "Follows.",
    isCancellable: false,
    schedule: "all the time",
    run: () => new Promise(() => undefined),
  };

  beforeEach(async () => {
    end = "3 gaps.";
    const clock = { now: () => START };
    const runs = createMemoryJobRuns();
    const board = createJobBoard({ jobs: [compare, follow], runs, clock, logger: silentLogger });
    board.plan("compare", { schedule: "daily at 04:15", nextRunAt: START + 3_600_000 });
    harness = await startAdminHarness({ jobs: board });
  });
  afterEach(() => harness.close());

  it("shows what runs, when, and what came of it", async () => {
    await run("--run", "compare", "--wait");
    await run("--run", "follow");
    const { code, out } = await run();
    expect([code, out.split("\n")]).toEqual([
      0,
      [
        "JOB      STATE                               NEXT RUN                                  LAST RUN",
        "compare  idle                                2026-01-02 04:04:05 UTC (daily at 04:15)  2026-01-02 03:04:05 UTC done: 3 gaps.",
        "follow   runs since 2026-01-02 03:04:05 UTC  all the time                              -",
        "",
      ],
    ]);
  });

  it("starts a job", async () => {
    expect(await run("--run", "follow")).toEqual({
      code: 0,
      out: "The job follow runs.\n",
      err: "",
    });
  });

  it.each<[what: string, ending: End, code: number, out: string]>([
    ["well", "3 gaps.", 0, "compare: 2026-01-02 03:04:05 UTC done: 3 gaps.\n"],
    [
      "with a fault",
      new Error("Plex does not\u001B[2J answer."),
      1,
      "compare: 2026-01-02 03:04:05 UTC failed: Plex does not [2J answer.\n",
    ],
  ])("waits for a run that ends %s", async (_what, ending, code, out) => {
    end = ending;
    expect(await run("--run", "compare", "--wait")).toEqual({ code, out, err: "" });
  });

  it("cancels a run, which those who wait for it get to know", async () => {
    end = null;
    const waiting = start("--run", "compare", "--wait");
    while (!(await run()).out.includes("runs since"));
    const cancelled = await run("--cancel", "compare", "--wait");
    const out = "compare: 2026-01-02 03:04:05 UTC cancelled\n";
    expect(cancelled).toEqual({ code: 0, out, err: "" });
    expect(await waiting.ended).toEqual({ code: 1, out, err: "" });
  });

  it("does not wait without being told to", async () => {
    end = null;
    expect((await run("--run", "compare")).out).toBe("The job compare runs.\n");
    expect((await run("--cancel", "compare")).out).toBe("The job compare was told to end.\n");
  });

  it("says where a run goes on that is not waited for any more", async () => {
    end = null;
    const waiting = start("--run", "compare", "--wait");
    while (!(await run()).out.includes("runs since"));
    waiting.terminal.stop();
    const { code, err } = await waiting.ended;
    expect([code, err]).toEqual([1, expect.stringMatching(/^Not waited for\. .*--cancel compare/)]);
  });

  it.each([
    [["--run", "nothing"], "There is no such job."],
    [["--run", "../status"], "There is no such job."],
    [["--cancel", "nothing"], "There is no such job."],
    [["--cancel", "compare"], "The job compare does not run"],
    [["--run", "compare", "--cancel", "compare"], "not both"],
    [["--wait"], "--wait goes with"],
    [["--start", "compare"], "stash2plex jobs --help"],
  ])("%j is refused", async (argv, sentence) => {
    const { code, out, err } = await run(...argv);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(sentence);
  });

  it.each([
    [[], { schema: 1, jobs: [{ name: "compare" }, { name: "follow" }] }],
    [["--run", "follow"], { schema: 1, name: "follow", running: true }],
    [["--run", "compare", "--wait"], { schema: 1, job: { lastRun: { summary: "3 gaps." } } }],
  ])("%j answers one document with --json", async (argv, document) => {
    const { code, out } = await run(...argv, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject(document);
  });

  it("explains itself", async () => {
    const { code, out } = await run("--help");
    expect([code, out]).toEqual([0, expect.stringContaining("--cancel <name>")]);
  });
});
