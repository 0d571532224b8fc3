import { describe, expect, it } from "@jest/globals";

import { defaultFullPassAt, fullPassDue } from "./pass-schedule.ts";

const at = (day: number, hour: number, minute = 0): number =>
  new Date(2026, 5, day, hour, minute).getTime();

describe("the daily full pass", () => {
  it.each([
    ["on the evening before", at(1, 4), at(1, 23), false],
    ["a minute before its time", at(1, 4), at(2, 3, 29), false],
    ["at its time", at(1, 4), at(2, 3, 30), true],
    ["when the time was slept through", at(1, 4), at(5, 12), true],
    ["when it was run by hand this morning", at(2, 2), at(2, 3, 30), true],
    ["when it has run since", at(2, 3, 31), at(2, 12), false],
  ])("%s", (_name, last, now, expected) => {
    expect(fullPassDue(last, now, defaultFullPassAt)).toBe(expected);
  });

  it("is due at another time when that is wanted", () => {
    const evening = { hour: 21, minute: 15 };
    expect(fullPassDue(at(1, 22), at(2, 12), evening)).toBe(false);
    expect(fullPassDue(at(1, 22), at(2, 21, 15), evening)).toBe(true);
  });
});
