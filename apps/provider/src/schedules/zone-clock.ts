/**
 * A time as a clock on the wall shows it: the epoch milliseconds at which a clock of UTC would show the same. What
 * such a time means depends on the zone.
 */
export type WallTime = number;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The clocks of a time zone. */
export interface ZoneClock {
  wallOf(instant: number): WallTime;
  /** When its clocks show this: once, twice where an hour is repeated in autumn, never where one is left out in spring. */
  instantsOf(wall: WallTime): readonly number[];
  /** When they would have shown it, had they not been put forward just before. */
  instantAfterGap(wall: WallTime): number;
}

/** Zones change their offset by an hour, mostly; none has ever done it twice within a day. */
const aroundChange = DAY_MS;

/** @throws RangeError when there is no such zone */
export function zoneClock(timeZone: string): ZoneClock {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const wallOf = (instant: number): WallTime => {
    const found = new Map(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: Intl.DateTimeFormatPartTypes): number => found.get(type) ?? 0;
    return Date.UTC(
      part("year"),
      part("month") - 1,
      part("day"),
      part("hour"),
      part("minute"),
      part("second"),
    );
  };
  /** Offsets of the zone before and after a change near this time. */
  const offsetAt = (instant: number): number => {
    const whole = Math.floor(instant / 1_000) * 1_000;
    return wallOf(whole) - whole;
  };
  return {
    wallOf,
    instantsOf: (wall) => {
      const offsets = new Set([offsetAt(wall - aroundChange), offsetAt(wall + aroundChange)]);
      return [...offsets]
        .map((offset) => wall - offset)
        .filter((instant) => wallOf(instant) === wall)
        .sort((one, other) => one - other);
    },
    instantAfterGap: (wall) => wall - offsetAt(wall - aroundChange),
  };
}
