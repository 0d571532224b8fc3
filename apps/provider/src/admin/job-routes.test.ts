import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { type AdminHarness, START, startAdminHarness } from "../../test/admin-harness.ts";
import { createMemoryJobRuns, type MemoryJobRuns } from "../../test/memory-job-runs.ts";
import { createJobBoard, type Job } from "./job-board.ts";

const never = (): Promise<null> => new Promise(() => undefined);
const untilCancelled = (signal: AbortSignal): Promise<null> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("It was cancelled.")));
  });

describe("routes of jobs", () => {
  let runs: MemoryJobRuns;
  let harness: AdminHarness;

  const post = (path: string) => harness.ask(path, { method: "POST" });
  const problem = (answer: { json(): unknown }): string =>
    (answer.json() as { error: { message: string } }).error.message;

  beforeEach(async () => {
    runs = createMemoryJobRuns();
    const jobs: readonly Job[] = [
      { name: "compare", about: "Compares.", isCancellable: true, run: untilCancelled },
      { name: "follow", about: "Follows.", isCancellable: false, run: never },
    ];
    const clock = { now: () => START };
    const board = createJobBoard({ jobs, runs, clock, logger: silentLogger });
    board.plan("compare", { schedule: "hourly", nextRunAt: START + 60_000 });
    harness = await startAdminHarness({ jobs: board });
  });
  afterEach(() => harness.close());

  it("cancel a run, and show it afterwards", async () => {
    expect((await post("/api/jobs/compare/run")).status).toBe(202);
    const cancelled = await post("/api/jobs/compare/cancel");
    expect([cancelled.status, cancelled.json()]).toEqual([
      202,
      { schema: 1, name: "compare", cancelling: true },
    ]);
    const time = new Date(START).toISOString();
    const run = { startedAt: time, endedAt: time, outcome: "cancelled", summary: null };
    expect((await harness.ask("/api/jobs")).json()).toMatchObject({
      schema: 1,
      jobs: [
        {
          name: "compare",
          running: false,
          schedule: "hourly",
          nextRunAt: new Date(START + 60_000).toISOString(),
          lastRun: run,
          canCancel: false,
        },
        { name: "follow", running: false, schedule: null, lastRun: null },
      ],
    });
    expect((await harness.ask("/api/jobs/compare/runs")).json()).toEqual({
      schema: 1,
      name: "compare",
      runs: [{ id: 1, name: "compare", ...run }],
    });
  });

  it("say why nothing was cancelled", async () => {
    const idle = await post("/api/jobs/compare/cancel");
    expect([idle.status, problem(idle)]).toEqual([
      409,
      "The job compare does not run: there is nothing to cancel.",
    ]);
    await post("/api/jobs/follow/run");
    const stubborn = await post("/api/jobs/follow/cancel");
    expect([stubborn.status, problem(stubborn)]).toEqual([
      409,
      "The job follow cannot be cancelled: it ends by itself.",
    ]);
  });

  it.each(["/api/jobs/nothing/run", "/api/jobs/nothing/cancel", "/api/jobs/%00/run"])(
    "%s is no job",
    async (path) => {
      expect((await post(path)).status).toBe(404);
    },
  );

  it.each([
    ["", 20],
    ["?limit=3", 3],
    ["?limit=0", 20],
    ["?limit=many", 20],
    ["?limit=201", 20],
  ])("runs%s are %i", async (query, expected) => {
    const run = { name: "follow", startedAt: START, endedAt: null, outcome: null, summary: null };
    for (let id = 1; id <= 30; id += 1) runs.all.push({ ...run, id });
    const answer = await harness.ask(`/api/jobs/follow/runs${query}`);
    const shown = (answer.json() as { runs: { id: number; endedAt: null }[] }).runs;
    expect(shown).toHaveLength(expected);
    expect(shown[0]).toMatchObject({ id: 30, endedAt: null });
    expect((await harness.ask("/api/jobs/nothing/runs")).status).toBe(404);
  });

  it("say that the runs cannot be read", async () => {
    runs.failure = "The disk is full.";
    const answer = await harness.ask("/api/jobs/compare/runs");
    expect([answer.status, problem(answer)]).toEqual([
      503,
      "Its runs cannot be read now: The disk is full.",
    ]);
  });
});
