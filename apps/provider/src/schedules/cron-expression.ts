import cron from "node-cron";

import { DAY_MS } from "./zone-clock.ts";

const parts: Readonly<Record<string, string>> = {
  minute: "minute",
  hour: "hour",
  dayOfMonth: "day of the month",
  month: "month",
  dayOfWeek: "day of the week",
};

/** Why node-cron refuses an expression of five fields, to complete "is no cron expression: ..."; null: it takes it. */
export function cronProblem(expression: string): string | null {
  const { valid, errors } = cron.validateDetailed(expression);
  if (valid) {
    const hasAny = daysOf(readCron(expression), 0).next().done !== true;
    return hasAny ? null : "no day is ever like that";
  }
  const fault = errors[0];
  if (fault?.message.includes("impossible") === true) {
    return `none of its months has a day ${fault.value ?? ""}`;
  }
  const part = parts[fault?.field ?? ""];
  return part === undefined ? "it cannot be read" : `"${fault?.value ?? ""}" is no ${part}`;
}

/** A cron expression, taken apart by node-cron. */
export interface CronExpression {
  /** Ascending. */
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  /** Whether there are runs on the day that begins at this UTC midnight, taken as a day of any calendar. */
  hasDay(midnight: number): boolean;
}

/** Nothing that recurs is rarer than 29 February on a certain day of the week. */
const farthestDays = 366 * 40;

/** UTC midnights of the days that an expression names, ascending, from this one on. */
export function* daysOf(cron: CronExpression, from: number): Generator<number> {
  for (let day = from; day < from + farthestDays * DAY_MS; day += DAY_MS) {
    if (cron.hasDay(day)) yield day;
  }
}

const ascending = (values: readonly number[]): readonly number[] =>
  [...values].sort((one, other) => one - other);

const nothing = (): void => undefined;

/** Throws for what `cronProblem` refuses. */
export function readCron(expression: string): CronExpression {
  const { hour, minute } = cron.parse(expression);
  const days = expression.split(/ +/).slice(2).join(" ");
  // Days are asked of node-cron itself, which knows `L`, `15W` and `MON#2`. It keeps a list of all tasks that are not destroyed.
  const task = cron.createTask(`0 0 ${days}`, nothing, { timezone: "UTC" });
  void task.destroy();
  return {
    hours: ascending(hour),
    minutes: ascending(minute),
    hasDay: (midnight) => task.match(new Date(midnight)),
  };
}
