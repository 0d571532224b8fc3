import { afterEach, describe, expect, it } from "@jest/globals";

import {
  createScheduleStage,
  type ScheduleStage,
  type StageOptions,
} from "../../test/schedule-stage.ts";
import { isMissed } from "./scheduled-job.ts";
import { DAY_MS, HOUR_MS } from "./zone-clock.ts";

const noon = "2026-05-04T12:00:00Z";
const MINUTE_MS = 60_000;

describe("a scheduled job", () => {
  let stage: ScheduleStage;

  const open = async (options: Partial<StageOptions> = {}): Promise<void> => {
    stage = createScheduleStage({ start: noon, schedule: "daily", ...options });
    await stage.on();
  };
  const told = (): readonly string[] => stage.lines.map(({ event }) => event);

  afterEach(() => stage.dispose());

  it("shows when it runs next, and what came of the last run, also after a restart", async () => {
    await open();
    const next = { schedule: "daily at 04:15", nextRunAt: "2026-05-05T04:15:00.000Z" };
    expect(stage.report()).toMatchObject({ ...next, lastRun: null });
    await stage.clock.advance(DAY_MS);
    const last = { startedAt: "2026-05-05T04:15:00.000Z", outcome: "done", summary: "3 gaps." };
    const after = { nextRunAt: "2026-05-06T04:15:00.000Z", lastRun: last };
    expect(stage.report()).toMatchObject(after);
    stage.off();
    await stage.on();
    await stage.clock.settle();
    expect(stage.report()).toMatchObject(after);
  });

  it("runs for the first time as soon as it can, where it may", async () => {
    const start = "2026-05-05T04:05:00Z";
    stage = createScheduleStage({ start, schedule: "daily", firstRun: "soon" });
    stage.waitsFor = "The copy of Stash is not complete yet.";
    await stage.on();
    // Over the planned time of 04:15.
    await stage.clock.advance(20 * MINUTE_MS);
    expect(stage.begun).toEqual([]);
    stage.waitsFor = null;
    await stage.clock.advance(MINUTE_MS);
    expect(stage.begun).toEqual(["2026-05-05T04:25Z"]);
    await stage.clock.advance(DAY_MS);
    expect(stage.begun).toEqual(["2026-05-05T04:25Z", "2026-05-06T04:15Z"]);
    expect(stage.lines).toEqual([
      {
        event: "A scheduled job has never run; it runs as soon as it can",
        fields: { job: "compare" },
      },
      {
        event: "A scheduled run waits",
        fields: { job: "compare", reason: "The copy of Stash is not complete yet." },
      },
    ]);
  });

  it("does not make up what it has never done, where it may not", async () => {
    await open();
    await stage.clock.advance(HOUR_MS);
    stage.off();
    await stage.clock.advance(3 * DAY_MS);
    await stage.on();
    await stage.clock.advance(HOUR_MS);
    expect([stage.begun, told()]).toEqual([[], []]);
  });

  it("makes up a missed run once it can, and says what it waits for", async () => {
    await open();
    await stage.clock.advance(DAY_MS);
    stage.off();
    await stage.clock.advance(DAY_MS);
    stage.waitsFor = "Plex does not answer.";
    await stage.on();
    await stage.clock.advance(10 * MINUTE_MS);
    expect(told()).toEqual([
      "A run was missed while the program was off; it is made up",
      "A scheduled run waits",
    ]);
    stage.waitsFor = null;
    await stage.clock.advance(HOUR_MS);
    expect(stage.begun).toEqual(["2026-05-05T04:15Z", "2026-05-06T12:10Z"]);
    stage.off();
    await stage.on();
    await stage.clock.advance(HOUR_MS);
    expect(stage.begun).toHaveLength(2);
  });

  it("makes up a run that the end of the program cut short, but not again and again", async () => {
    await open();
    stage.runMs = 10 * MINUTE_MS;
    await stage.clock.advance(16 * HOUR_MS + 20 * MINUTE_MS);
    for (let start = 0; start < 4; start += 1) {
      stage.off();
      await stage.clock.advance(MINUTE_MS);
      await stage.on();
      await stage.clock.advance(MINUTE_MS);
    }
    expect(stage.begun).toEqual(["2026-05-05T04:15Z", "2026-05-05T04:21Z"]);
    const runs = await stage.runs().list("compare", 10);
    expect(runs.map(({ outcome }) => outcome)).toEqual(["interrupted", "interrupted"]);
  });

  it("is tried at its next time when it failed, and says so once for as long as it lasts", async () => {
    await open({ schedule: "hourly" });
    stage.failure = "Plex does not answer.";
    await stage.clock.advance(5 * HOUR_MS + MINUTE_MS);
    expect(stage.begun).toHaveLength(5);
    expect(stage.lines).toEqual([
      { event: "A job failed", fields: { job: "compare", problem: "Plex does not answer." } },
    ]);
    stage.failure = null;
    await stage.clock.advance(HOUR_MS);
    expect(stage.report()).toMatchObject({ problem: null, lastRun: { outcome: "done" } });
  });

  it("a run by hand counts, and is not joined by a second one", async () => {
    await open({ schedule: "hourly" });
    stage.runMs = 10 * MINUTE_MS;
    await stage.clock.advance(55 * MINUTE_MS);
    stage.startByHand();
    await stage.clock.advance(HOUR_MS);
    expect(stage.begun).toEqual(["2026-05-04T12:55Z"]);
    await stage.clock.advance(HOUR_MS);
    expect([stage.begun.length, stage.mostAtOnce]).toEqual([2, 1]);
  });

  it("follows changed settings", async () => {
    await open();
    stage.use({ at: { hour: 13, minute: 30 } });
    expect(stage.report().nextRunAt).toBe("2026-05-04T13:30:00.000Z");
    stage.use({ schedule: "*/10 * * * *" });
    await stage.clock.advance(35 * MINUTE_MS);
    expect(stage.begun).toEqual(["2026-05-04T12:10Z", "2026-05-04T12:20Z", "2026-05-04T12:30Z"]);
    stage.use({ schedule: "manual" });
    expect(stage.report()).toMatchObject({ schedule: null, nextRunAt: null });
    await stage.clock.advance(30 * DAY_MS);
    expect(stage.begun).toHaveLength(3);
  });

  it("what waits is given up when nothing is to run by itself any more", async () => {
    await open({ schedule: "hourly" });
    stage.waitsFor = "Plex does not answer.";
    await stage.clock.advance(HOUR_MS + MINUTE_MS);
    stage.use({ schedule: "manual" });
    stage.waitsFor = null;
    await stage.clock.advance(HOUR_MS);
    expect(stage.begun).toEqual([]);
  });

  it("keeps its time by chance when other settings change", async () => {
    let throws = 0;
    const random = (): number => {
      throws += 1;
      return 0.5;
    };
    await open({ jitterMs: 10 * MINUTE_MS, random });
    const { nextRunAt } = stage.report();
    stage.use({});
    expect([nextRunAt, throws]).toEqual(["2026-05-05T04:20:00.000Z", 1]);
  });

  it("never lets chance reach the time after the next", async () => {
    await open({ schedule: "* * * * *", jitterMs: HOUR_MS, random: () => 0.99 });
    await stage.clock.advance(10.5 * MINUTE_MS);
    expect(stage.begun).toHaveLength(10);
  });
});

describe("whether a run was missed", () => {
  const timetable = { next: (after: number) => (Math.floor(after / 100) + 1) * 100 };
  const run = (startedAt: number, outcome: "done" | "failed" | "cancelled" | "interrupted") => ({
    startedAt,
    outcome,
  });

  it.each([
    ["never run, soon", [], 250, "soon", true],
    ["never run, planned", [], 250, "planned", false],
    ["run since", [run(205, "done")], 250, "soon", false],
    ["failed since", [run(205, "failed")], 250, "soon", false],
    ["cancelled since", [run(205, "cancelled")], 250, "soon", false],
    ["run before", [run(195, "done")], 250, "planned", true],
    ["run long before", [run(1, "done")], 250, "planned", true],
    ["planned now", [run(195, "done")], 200, "planned", true],
    ["cut short", [run(205, "interrupted"), run(150, "done")], 250, "planned", true],
    ["cut short, the first", [run(205, "interrupted")], 250, "planned", true],
    ["cut short twice", [run(205, "interrupted"), run(202, "interrupted")], 250, "planned", false],
  ] as const)("%s", (_what, runs, now, firstRun, expected) => {
    expect(isMissed(runs, timetable, { now, firstRun })).toBe(expected);
  });

  it("is not told of what has no next time", () => {
    const never = { next: () => null };
    expect(isMissed([run(1, "done")], never, { now: 250, firstRun: "soon" })).toBe(false);
  });
});
