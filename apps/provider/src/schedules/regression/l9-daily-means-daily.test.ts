import { afterEach, describe, expect, it } from "@jest/globals";

import { createScheduleStage, type ScheduleStage } from "../../../test/schedule-stage.ts";
import { DAY_MS } from "../zone-clock.ts";

const cycleMs = 50 * 60_000;

/**
 * In version 1 a rule for the start ran a check whenever the program was started after an hour, and set the clock of
 * the daily and weekly checks back: 360 of the former and none of the latter in fifteen days (docs/v1-parity.md, L9).
 */
describe("L9: daily means daily, however often the program is started", () => {
  let stage: ScheduleStage;

  afterEach(() => stage.dispose());

  it.each([
    ["hourly", 360],
    ["daily", 15],
    ["weekly", 2],
    ["manual", 0],
  ])("%s runs %i times in fifteen days of a start every 50 minutes", async (schedule, runs) => {
    stage = createScheduleStage({ start: "2026-05-03T12:07:00Z", schedule });
    const cycles = (15 * DAY_MS) / cycleMs;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await stage.on();
      await stage.clock.advance(cycleMs);
      stage.off();
    }
    expect(stage.begun).toHaveLength(runs);
    const minutes = new Set(stage.begun.map((time) => time.slice(-3)));
    expect([...minutes]).toEqual(runs === 0 ? [] : [schedule === "hourly" ? "00Z" : "15Z"]);
  });
});
