/** A date as Plex wants it. */
export interface ReleaseDate {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly year: number;
}

const DATE = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/;
const EARLIEST_YEAR = 1000;

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * Reads a date of Stash: `2024`, `2024-05` or `2024-05-31` (docs/reference/stash.md, fact 20). A partial date gives its
 * first day. Stash does not validate (fact 25): `0000`, a 13th month or a 30th of February give null.
 */
export function releaseDateOf(date: string | null): ReleaseDate | null {
  const parts = DATE.exec(date?.trim() ?? "");
  if (parts === null) return null;
  const [, yearText = "", monthText = "01", dayText = "01"] = parts;
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)];
  if (year < EARLIEST_YEAR || month < 1 || month > 12) return null;
  if (day < 1 || day > daysInMonth(year, month)) return null;
  return { day: `${yearText}-${monthText}-${dayText}`, year };
}
