import { describe, expect, it } from "@jest/globals";

import { cronProblem } from "./cron-expression.ts";
import { timetableOf } from "./timetable.ts";
import { zoneClock } from "./zone-clock.ts";

const at = { hour: 2, minute: 30 };

/** The planned times after this one. */
function planned(schedule: string, zone: string, after: string, count: number): readonly string[] {
  const timetable = timetableOf(schedule, at, zoneClock(zone));
  const times: string[] = [];
  for (let last = Date.parse(after); times.length < count;) {
    const next = timetable?.next(last) ?? null;
    if (next === null) break;
    times.push(new Date(next).toISOString().replace(":00.000Z", "Z"));
    last = next;
  }
  return times;
}

describe("a timetable", () => {
  it.each([
    ["hourly", "UTC", "2026-01-01T00:00:00Z", ["2026-01-01T01:00Z", "2026-01-01T02:00Z"]],
    ["hourly", "Asia/Kolkata", "2026-01-01T00:00:00Z", ["2026-01-01T00:30Z", "2026-01-01T01:30Z"]],
    ["daily", "UTC", "2026-01-01T02:29:59.999Z", ["2026-01-01T02:30Z", "2026-01-02T02:30Z"]],
    ["daily", "UTC", "2026-01-01T02:30:00Z", ["2026-01-02T02:30Z"]],
    ["daily", "Pacific/Auckland", "2026-01-01T00:00:00Z", ["2026-01-01T13:30Z"]],
    ["weekly", "UTC", "2026-01-01T00:00:00Z", ["2026-01-04T02:30Z", "2026-01-11T02:30Z"]],
    ["*/20 4 * * *", "UTC", "2026-01-01T04:15:00Z", ["2026-01-01T04:20Z", "2026-01-01T04:40Z"]],
    ["0 12 l * *", "UTC", "2026-02-01T00:00:00Z", ["2026-02-28T12:00Z", "2026-03-31T12:00Z"]],
    ["0 6 * * mon#2", "UTC", "2026-06-01T00:00:00Z", ["2026-06-08T06:00Z", "2026-07-13T06:00Z"]],
    ["0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", ["2028-02-29T00:00Z", "2032-02-29T00:00Z"]],
    ["0 0 * * 7", "UTC", "2026-01-01T00:00:00Z", ["2026-01-04T00:00Z"]],
  ])("%s in %s after %s comes at %j", (schedule, zone, after, expected) => {
    expect(planned(schedule, zone, after, expected.length)).toEqual(expected);
  });

  it("has no times by hand", () => {
    expect(timetableOf("manual", at, zoneClock("UTC"))).toBeNull();
  });

  it("has no next time for a day that never comes", () => {
    expect(planned("0 0 l-30 2 *", "UTC", "2026-01-01T00:00:00Z", 1)).toEqual([]);
  });

  it.each([
    ["hourly", "hourly"],
    ["daily", "daily at 02:30"],
    ["weekly", "Sundays at 02:30"],
    ["5 4 * * 1", "cron 5 4 * * 1"],
  ])("%s is called %s", (schedule, words) => {
    expect(timetableOf(schedule, at, zoneClock("UTC"))?.words).toBe(words);
  });
});

describe("when clocks are changed", () => {
  it.each([
    // 02:30 does not exist on 2026-03-29: the clock goes from 02:00 to 03:00.
    [
      "daily",
      "Europe/Berlin",
      "2026-03-27T12:00:00Z",
      ["03-28T01:30", "03-29T01:30", "03-30T00:30"],
    ],
    // 02:30 comes twice on 2026-10-25.
    [
      "daily",
      "Europe/Berlin",
      "2026-10-23T12:00:00Z",
      ["10-24T00:30", "10-25T00:30", "10-26T01:30"],
    ],
    ["weekly", "Europe/Berlin", "2026-03-28T12:00:00Z", ["03-29T01:30", "04-05T00:30"]],
    [
      "hourly",
      "Europe/Berlin",
      "2026-10-24T23:30:00Z",
      ["10-25T00:00", "10-25T01:00", "10-25T02:00"],
    ],
    [
      "hourly",
      "Europe/Berlin",
      "2026-03-28T23:30:00Z",
      ["03-29T00:00", "03-29T01:00", "03-29T02:00"],
    ],
    ["0 */2 * * *", "Europe/Berlin", "2026-03-28T23:30:00Z", ["03-29T01:00", "03-29T02:00"]],
    [
      "*/30 2,3 * * *",
      "Europe/Berlin",
      "2026-03-28T23:30:00Z",
      ["03-29T01:00", "03-29T01:30", "03-30T00:00"],
    ],
    [
      "*/30 * * * *",
      "Europe/Berlin",
      "2026-10-25T00:10:00Z",
      ["10-25T00:30", "10-25T01:00", "10-25T01:30"],
    ],
    // Half an hour only.
    ["0 2 * * *", "Australia/Lord_Howe", "2026-10-02T16:00:00Z", ["10-03T15:30", "10-04T15:00"]],
  ])("%s in %s after %s comes at %j", (schedule, zone, after, expected) => {
    const full = expected.map((time) => `2026-${time}Z`);
    expect(planned(schedule, zone, after, expected.length)).toEqual(full);
  });
});

describe("what is no cron expression", () => {
  it.each([
    ["30 4 * * *", null],
    ["61 4 * * *", '"61" is no minute'],
    ["0 24 * * *", '"24" is no hour'],
    ["0 0 0 * *", '"0" is no day of the month'],
    ["0 0 1 smarch *", '"smarch" is no month'],
    ["0 0 * * 1-9", '"1-9" is no day of the week'],
    ["0 0 30 2 *", "none of its months has a day 30"],
    ["0 0 l-30 2 *", "no day is ever like that"],
    ["0 0 29 2 mon", null],
    ["*/0 * * * *", '"*/0" is no minute'],
    ["; ; ; ; ;", "it cannot be read"],
  ])("%s: %s", (expression, problem) => {
    expect(cronProblem(expression)).toBe(problem);
  });
});
