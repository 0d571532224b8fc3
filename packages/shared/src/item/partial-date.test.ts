import { describe, expect, it } from "@jest/globals";

import { releaseDateOf } from "./partial-date.ts";

describe("releaseDateOf", () => {
  it.each([
    ["2024-05-31", { day: "2024-05-31", year: 2024 }],
    ["2024-05", { day: "2024-05-01", year: 2024 }],
    ["2024", { day: "2024-01-01", year: 2024 }],
    [" 2024-02-29 ", { day: "2024-02-29", year: 2024 }],
    ["2023-02-29", null],
    ["1900-02-29", null],
    ["2000-02-29", { day: "2000-02-29", year: 2000 }],
    ["0000", null],
    ["0001-01-01", null],
    ["2021-13", null],
    ["2021-00", null],
    ["2021-05-00", null],
    ["2021-05-32", null],
    ["21", null],
    ["2021-1-1", null],
    ["", null],
    [null, null],
  ])("reads %j", (date, expected) => {
    expect(releaseDateOf(date)).toEqual(expected);
  });
});
