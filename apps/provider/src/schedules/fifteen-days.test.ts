import { afterEach, describe, expect, it } from "@jest/globals";

import {
  createScheduleStage,
  type ScheduleStage,
  type StageOptions,
} from "../../test/schedule-stage.ts";
import { DAY_MS, HOUR_MS } from "./zone-clock.ts";

const MINUTE_MS = 60_000;
const half = 0.5;

/** Chance that is the same in every test run. */
function chance(): () => number {
  let state = 7;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

// Clocks go back on 2026-10-25, and forward on 2026-03-29 (Europe/Berlin).
const autumn = { start: "2026-10-18T10:07:00Z", timeZone: "Europe/Berlin" };
const spring = { start: "2026-03-20T10:07:00Z", timeZone: "Europe/Berlin" };
const saturday = { start: "2026-10-17T10:07:00Z", timeZone: "Europe/Berlin" };
const inTheGap = { at: { hour: 2, minute: 30 } };

const cases: readonly (readonly [what: string, options: StageOptions, runs: number])[] = [
  ["hourly in autumn", { ...autumn, schedule: "hourly" }, 360],
  ["hourly in spring", { ...spring, schedule: "hourly" }, 360],
  ["daily in autumn", { ...autumn, schedule: "daily" }, 15],
  ["daily in spring", { ...spring, schedule: "daily" }, 15],
  ["daily at a time that comes twice", { ...autumn, ...inTheGap, schedule: "daily" }, 15],
  ["daily at a time that is left out", { ...spring, ...inTheGap, schedule: "daily" }, 15],
  ["weekly from a Sunday noon on", { ...autumn, schedule: "weekly" }, 2],
  ["weekly from a Saturday on", { ...saturday, schedule: "weekly" }, 3],
  // The fifteen days end an hour earlier by the clocks, before the last one.
  ["cron, four times a day", { ...autumn, schedule: "0 */6 * * *" }, 59],
  ["cron, on working days", { ...spring, schedule: "30 2 * * mon-fri" }, 10],
  ["cron, on the last day of the month", { ...autumn, schedule: "0 12 l * *" }, 1],
  ["by hand", { ...autumn, schedule: "manual" }, 0],
];

describe("within fifteen days", () => {
  let stage: ScheduleStage;

  afterEach(() => stage.dispose());

  it.each(cases)("%s", async (_what, options, runs) => {
    stage = createScheduleStage(options);
    await stage.on();
    await stage.clock.advance(15 * DAY_MS);
    expect(stage.begun).toHaveLength(runs);
    expect(new Set(stage.begun).size).toBe(runs);
  });

  it.each(cases)("%s, later by chance, and with restarts", async (_what, options, runs) => {
    stage = createScheduleStage({ ...options, jitterMs: 10 * MINUTE_MS, random: chance() });
    await stage.on();
    // The first run ever is never made up: before it, nothing is known to have been missed.
    if (runs > 0) while (stage.begun.length === 0) await stage.clock.advance(HOUR_MS);
    const left = Date.parse(options.start) + 15 * DAY_MS - stage.clock.now();
    const cycles = Math.floor(left / (7 * HOUR_MS));
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await stage.clock.advance(7 * HOUR_MS - 25 * MINUTE_MS);
      stage.off();
      await stage.clock.advance(25 * MINUTE_MS);
      await stage.on();
    }
    await stage.clock.advance(left - cycles * 7 * HOUR_MS);
    expect(stage.begun).toHaveLength(runs);
  });

  it("runs that take longer than their interval never overlap", async () => {
    stage = createScheduleStage({ ...autumn, schedule: "hourly" });
    stage.runMs = 90 * MINUTE_MS;
    await stage.on();
    await stage.clock.advance(15 * DAY_MS);
    expect([stage.begun.length, stage.mostAtOnce]).toEqual([180, 1]);
    const left = stage.lines.filter(({ event }) => event.includes("is left out"));
    expect(left).toHaveLength(180);
  });

  it("five days without power are made up by one run", async () => {
    stage = createScheduleStage({ ...autumn, schedule: "daily", random: () => half });
    await stage.on();
    await stage.clock.advance(5 * DAY_MS);
    stage.off();
    await stage.clock.advance(5 * DAY_MS);
    await stage.on();
    await stage.clock.advance(5 * DAY_MS);
    expect(stage.begun).toHaveLength(5 + 1 + 5);
    expect(stage.begun[5]).toBe("2026-10-28T10:07Z");
    expect(stage.begun[6]).toBe("2026-10-29T03:15Z");
  });
});
