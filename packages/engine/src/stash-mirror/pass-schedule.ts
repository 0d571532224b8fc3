const hourMs = 3_600_000;

/** Local time at which the full pass is due; quiet, and outside the hour that summer time skips or repeats. */
const night = { hour: 3, minute: 30 } as const;

export const idPassDue = (last: number | null, now: number): boolean =>
  last === null || now - last >= hourMs;

const firstNightAfter = (time: number): number => {
  const date = new Date(time);
  date.setHours(night.hour, night.minute, 0, 0);
  if (date.getTime() <= time) date.setDate(date.getDate() + 1);
  return date.getTime();
};

/** Due once a night; a night that was missed is made up for at once. */
export const fullPassDue = (last: number, now: number): boolean => now >= firstNightAfter(last);
