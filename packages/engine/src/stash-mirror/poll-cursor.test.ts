import { describe, expect, it } from "@jest/globals";
import { createTestClock } from "@stash2plex/simulators/test-clock";

import { createSettledSeconds, pollCursor, repeatLimit } from "./poll-cursor.ts";

const never = (): boolean => false;
const always = (): boolean => true;

/** Largest first: `count` stamps of one second each, `second` apart. */
const stamps = (count: number, apart: number, offset = "+02:00"): string[] =>
  Array.from({ length: count }, (_, index) => {
    const time = Date.UTC(2025, 9, 26, 2, 59, 50) - index * apart * 1_000;
    return `${new Date(time).toISOString().slice(0, 19)}${offset}`;
  });

describe("pollCursor", () => {
  it("asks for everything while nothing is known", () => {
    expect(pollCursor([], never)).toBe("");
  });

  it("goes back over the hour that comes twice when summer time ends", () => {
    const cursor = pollCursor(stamps(1, 0), never);
    expect(cursor).toBe("2025-10-26T01:58:10");
    // Written an hour later by a server that has set its clock back.
    expect("2025-10-26T02:00:10+01:00" > cursor).toBe(true);
  });

  it("repeats no more known rows than the limit", () => {
    const known = stamps(500, 2);
    const cursor = pollCursor(known.slice(0, repeatLimit + 1), always);
    expect(known.filter((stamp) => stamp > cursor)).toHaveLength(repeatLimit);
  });

  it("finds the rest of a second that is not settled yet, in every zone", () => {
    for (const offset of ["Z", "+01:00", "-05:00"]) {
      const known = stamps(500, 0, offset);
      const cursor = pollCursor(known.slice(0, repeatLimit + 1), never);
      expect(`2025-10-26T02:59:50${offset}` > cursor).toBe(true);
    }
  });

  it("steps over a settled second of many rows, in every zone", () => {
    for (const offset of ["Z", "+01:00", "-05:00"]) {
      const known = stamps(500, 0, offset);
      const cursor = pollCursor(known.slice(0, repeatLimit + 1), always);
      expect(known.filter((stamp) => stamp > cursor)).toEqual([]);
      expect(`2025-10-26T02:59:51${offset}` > cursor).toBe(true);
    }
  });

  it("survives stamps that are no times", () => {
    expect(pollCursor(["garbage"], never)).toBe("");
  });
});

describe("settled seconds", () => {
  it("settle a minute after they were first seen as the newest", async () => {
    const clock = createTestClock();
    const seconds = createSettledSeconds(clock);
    seconds.note("2026-01-15T12:00:00+01:00");
    expect(seconds.isSettled("2026-01-15T12:00:00")).toBe(false);
    await clock.advance(30_000);
    seconds.note("2026-01-15T12:00:20+01:00");
    await clock.advance(30_000);
    seconds.note("2026-01-15T12:00:20+01:00");
    expect(seconds.isSettled("2026-01-15T12:00:00")).toBe(true);
    expect(seconds.isSettled("2026-01-15T12:00:20")).toBe(false);
    await clock.advance(30_000);
    seconds.note("2026-01-15T12:00:20+01:00");
    expect(seconds.isSettled("2026-01-15T12:00:20")).toBe(true);
    expect(seconds.isSettled("2026-01-15T12:00:21")).toBe(false);
  });
});
