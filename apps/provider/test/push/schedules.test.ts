import { describe, expect, it } from "@jest/globals";

import type { JobReport } from "../../src/admin/job-board.ts";
import { endStagesAfterEach } from "./end-stages.ts";
import { type PushStage, startPush } from "./push-stage.ts";

endStagesAfterEach();

const env = { COMPARE_SCHEDULE: "daily", RECONCILE_SCHEDULE: "30 3 * * mon", TZ: "Europe/Berlin" };

const reportOf = async (stage: PushStage, name: string): Promise<JobReport> => {
  const { jobs } = (await stage.ask("/api/jobs")).json() as { jobs: readonly JobReport[] };
  const job = jobs.find((one) => one.name === name);
  if (job === undefined) throw new Error(`There is no job ${name}.`);
  return job;
};

const runsOf = async (stage: PushStage, name: string): Promise<readonly object[]> =>
  ((await stage.ask(`/api/jobs/${name}/runs`)).json() as { runs: readonly object[] }).runs;

describe("schedules of a provider between both servers", () => {
  it("compare for the first time once both sides are known, and know of it after a restart", async () => {
    const stage = await startPush({ env });
    await stage.ask("/api/jobs/plex-pass/run", { method: "POST" });
    const first = await stage.eventually(
      () => reportOf(stage, "compare"),
      ({ lastRun }) => lastRun !== null,
    );
    expect(first).toMatchObject({
      schedule: "daily at 04:15",
      problem: null,
      lastRun: { outcome: "done" },
    });
    const next = Date.parse(first.nextRunAt ?? "") - Date.now();
    expect(next).toBeGreaterThan(0);
    expect(next).toBeLessThan(25 * 3_600_000 + 120_000);
    expect(await reportOf(stage, "reconcile")).toMatchObject({
      schedule: "cron 30 3 * * mon",
      lastRun: null,
    });

    await stage.stopProvider();
    await stage.restart({ COMPARE_SCHEDULE: "hourly" });
    const after = await stage.eventually(
      () => reportOf(stage, "compare"),
      ({ lastRun }) => lastRun !== null,
    );
    expect(after).toMatchObject({ schedule: "hourly", lastRun: first.lastRun });
    expect(await runsOf(stage, "compare")).toHaveLength(1);
  });

  it("show a reconcile by hand with what came of it, as the scope of the settings has it", async () => {
    const stage = await startPush({ env: { ...env, RECONCILE_SCOPE: "all" } });
    await stage.ask("/api/jobs/reconcile/run", { method: "POST" });
    const { lastRun } = await stage.eventually(
      () => reportOf(stage, "reconcile"),
      (job) => job.lastRun !== null,
    );
    expect(lastRun).toMatchObject({
      outcome: "done",
      summary: expect.stringMatching(/^4 scenes were compared with Plex, \d put into the queue\.$/),
    });
    const { status } = await stage.ask("/api/jobs/reconcile/cancel", { method: "POST" });
    expect(status).toBe(409);
  });
});
