const hourMs = 3_600_000;

/** Local time of day at which the full pass is due. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** Quiet, and outside the hour that summer time skips or repeats. */
export const defaultFullPassAt: TimeOfDay = { hour: 3, minute: 30 };

export const idPassDue = (last: number | null, now: number): boolean =>
  last === null || now - last >= hourMs;

const nextAfter = (time: number, { hour, minute }: TimeOfDay): number => {
  const date = new Date(time);
  date.setHours(hour, minute, 0, 0);
  if (date.getTime() <= time) date.setDate(date.getDate() + 1);
  return date.getTime();
};

/** Due once a day; a time that was missed is made up for at once. */
export const fullPassDue = (last: number, now: number, at: TimeOfDay): boolean =>
  now >= nextAfter(last, at);
