import { describe, expect, it } from "@jest/globals";

import { isReconcileDue, scopeOfSetting } from "./reconcile-schedule.js";

describe("the schedule of the reconciliation", () => {
  const hour = 3_600_000;
  it.each([
    ["never", null, false],
    ["hourly", null, true],
    ["hourly", 0.9, false],
    ["hourly", 1, true],
    ["daily", 23, false],
    ["daily", 24, true],
    ["weekly", 167, false],
    ["weekly", 168, true],
  ])("L9: %s, last run %p hours ago: %p", (interval, ago, due) => {
    const now = 1_000 * hour;
    expect(isReconcileDue(interval, ago === null ? null : now - ago * hour, now)).toBe(due);
  });

  it("does not wait for ever after a clock that was ahead", () => {
    expect(isReconcileDue("daily", 2_000, 1_000)).toBe(true);
  });

  it("knows v1's words", () => {
    expect(["all", "24h", "7days"].map((word) => scopeOfSetting(word).kind)).toEqual([
      "all",
      "recent",
      "week",
    ]);
  });
});
