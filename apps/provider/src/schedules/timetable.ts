import { type CronExpression, daysOf, readCron } from "./cron-expression.ts";
import { DAY_MS, HOUR_MS, type WallTime, type ZoneClock } from "./zone-clock.ts";

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** When something runs by itself. */
export interface Timetable {
  /** In words, such as `daily at 03:30`. */
  readonly words: string;
  /** The first planned time after this one, epoch ms; null: there is none. */
  next(after: number): number | null;
}

/** No change of the clocks moves them by more, but for islands that once left out a day. */
const largestChange = 3 * HOUR_MS;

const EVERY_HOUR = 24;

/** The expression of a schedule; null: only by hand. */
function expressionOf(schedule: string, { hour, minute }: TimeOfDay): string | null {
  if (schedule === "manual") return null;
  if (schedule === "hourly") return "0 * * * *";
  if (schedule === "daily") return `${minute} ${hour} * * *`;
  return schedule === "weekly" ? `${minute} ${hour} * * 0` : schedule;
}

/** As on a clock of 24 hours. */
export const timeWords = ({ hour, minute }: TimeOfDay): string =>
  [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");

function wordsOf(schedule: string, at: TimeOfDay): string {
  const time = timeWords(at);
  if (schedule === "hourly") return "hourly";
  if (schedule === "daily") return `daily at ${time}`;
  return schedule === "weekly" ? `Sundays at ${time}` : `cron ${schedule}`;
}

/** Times on the wall that an expression names, ascending, from this one on. */
function* wallTimes(cron: CronExpression, from: WallTime): Generator<WallTime> {
  for (const day of daysOf(cron, Math.floor(from / DAY_MS) * DAY_MS)) {
    for (const hour of cron.hours) {
      for (const minute of cron.minutes) {
        const wall = day + hour * HOUR_MS + minute * 60_000;
        if (wall >= from) yield wall;
      }
    }
  }
}

/**
 * When a time on the wall comes. What runs in every hour goes on hour by hour over a change of the clocks. What runs
 * at certain hours is neither left out in spring nor done twice in autumn.
 */
function timesOf(wall: WallTime, cron: CronExpression, clock: ZoneClock): readonly number[] {
  const instants = clock.instantsOf(wall);
  if (cron.hours.length === EVERY_HOUR) return instants;
  return [instants[0] ?? clock.instantAfterGap(wall)];
}

function nextOf(after: number, cron: CronExpression, clock: ZoneClock): number | null {
  let best: number | null = null;
  let enough = Infinity;
  for (const wall of wallTimes(cron, clock.wallOf(after) - largestChange)) {
    if (wall > enough) break;
    for (const instant of timesOf(wall, cron, clock)) {
      if (instant <= after || (best !== null && instant >= best)) continue;
      best = instant;
      enough = clock.wallOf(best) + largestChange;
    }
  }
  return best;
}

/**
 * The timetable of a schedule: `hourly`, `daily`, `weekly`, or a cron expression that `cronProblem` takes. Null:
 * `manual`.
 */
export function timetableOf(schedule: string, at: TimeOfDay, clock: ZoneClock): Timetable | null {
  const expression = expressionOf(schedule, at);
  if (expression === null) return null;
  const cron = readCron(expression);
  return { words: wordsOf(schedule, at), next: (after) => nextOf(after, cron, clock) };
}
