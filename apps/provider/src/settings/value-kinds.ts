import * as z from "zod";

import { cronProblem } from "../schedules/cron-expression.ts";

/** A value that reads one raw setting, text from the environment or anything from YAML, or says what is wrong. */
function reading<Value>(
  read: (raw: unknown) => Value | undefined,
  wanted: string,
): z.ZodType<Value> {
  return z.unknown().transform((raw, context) => {
    const value = read(raw);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: `must be ${wanted}`, params: { quote: true } });
    return z.NEVER;
  });
}

/** Text, numbers of YAML included; surrounding blanks do not count. */
function textOf(raw: unknown): string | undefined {
  if (typeof raw === "string") return raw.trim();
  return typeof raw === "number" ? String(raw) : undefined;
}

const flagWords = new Map<string, boolean>([
  ["true", true],
  ["yes", true],
  ["on", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["off", false],
  ["0", false],
]);

/** Strict: `"flase"` is a fault, never silently true. */
export const flag = (): z.ZodType<boolean> =>
  reading(
    (raw) => (typeof raw === "boolean" ? raw : flagWords.get((textOf(raw) ?? "").toLowerCase())),
    "on or off (true, false, yes, no, 1 and 0 are understood too)",
  );

export const whole = (least: number, most: number): z.ZodType<number> =>
  reading((raw) => {
    const text = textOf(raw) ?? "";
    if (!/^-?\d{1,15}$/.test(text)) return undefined;
    const value = Number(text);
    return value >= least && value <= most ? value : undefined;
  }, `a whole number from ${least} to ${most}`);

export function choice<const Word extends string>(words: readonly Word[]): z.ZodType<Word> {
  return reading(
    (raw) => {
      const text = (textOf(raw) ?? "").toLowerCase();
      return words.find((word) => word === text);
    },
    `one of ${words.join(", ")}`,
  );
}

export const text = (wanted = "text"): z.ZodType<string> =>
  reading((raw) => {
    const value = textOf(raw);
    return value === "" ? undefined : value;
  }, wanted);

/** Text where the word `none` stands for nothing at all. */
export const textOrNone = (): z.ZodType<string> =>
  reading((raw) => {
    const value = textOf(raw);
    if (value === undefined || value === "") return undefined;
    return value.toLowerCase() === "none" ? "" : value;
  }, "text, or none");

export const pattern = (shape: RegExp, wanted: string): z.ZodType<string> =>
  reading((raw) => {
    const value = textOf(raw);
    return value !== undefined && shape.test(value) ? value : undefined;
  }, wanted);

/** `HH:MM` on a 24-hour clock. */
export const timeOfDay = (): z.ZodType<{ readonly hour: number; readonly minute: number }> =>
  reading((raw) => {
    const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(textOf(raw) ?? "");
    return found === null ? undefined : { hour: Number(found[1]), minute: Number(found[2]) };
  }, "a time of day such as 03:30");

const durationUnits = new Map([
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** `30`, `30s`, `5m` or `1h`, in milliseconds. */
export const duration = (leastSeconds: number, mostSeconds: number): z.ZodType<number> =>
  reading((raw) => {
    const found = /^(\d{1,9})\s*([smh]?)$/.exec((textOf(raw) ?? "").toLowerCase());
    const unit = durationUnits.get(found?.[2] === "" ? "s" : (found?.[2] ?? ""));
    if (found === null || unit === undefined) return undefined;
    const value = Number(found[1]) * unit;
    return value >= leastSeconds * 1_000 && value <= mostSeconds * 1_000 ? value : undefined;
  }, `a time such as 30, 30s, 5m or 1h, from ${leastSeconds} to ${mostSeconds} seconds`);

function parsedJson(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return undefined;
  }
}

/** A list of YAML, a JSON array, or words with commas between them. `none` is the empty list. */
function entriesOf(raw: unknown): readonly unknown[] | undefined {
  if (Array.isArray(raw)) return raw as readonly unknown[];
  const value = textOf(raw);
  if (value === undefined) return undefined;
  if (value.startsWith("[")) {
    const list = parsedJson(value);
    return Array.isArray(list) ? (list as readonly unknown[]) : undefined;
  }
  if (value.toLowerCase() === "none") return [];
  return value
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

export const list = (): z.ZodType<readonly string[]> =>
  reading((raw) => {
    const entries = entriesOf(raw)?.map(textOf);
    return entries?.every((entry) => entry !== undefined && entry !== "") === true
      ? entries.filter((entry) => entry !== undefined)
      : undefined;
  }, "a list: words with commas between them, a JSON array, or a YAML list");

export const choices = <const Word extends string>(
  words: readonly Word[],
): z.ZodType<readonly Word[]> =>
  reading(
    (raw) => {
      const entries = entriesOf(raw);
      if (entries === undefined) return undefined;
      const known = words.filter((word) => entries.some((entry) => textOf(entry) === word));
      const allKnown = entries.every((entry) => known.some((word) => word === textOf(entry)));
      return allKnown ? known : undefined;
    },
    `a list of any of ${words.join(", ")} (or none)`,
  );

/** A map from some of these words to text: JSON in the environment, a map in YAML. Blanks inside values count. */
export const textByWord = <const Word extends string>(
  words: readonly Word[],
): z.ZodType<Readonly<Partial<Record<Word, string>>>> =>
  reading(
    (raw) => {
      const map: unknown = typeof raw === "string" ? parsedJson(raw) : raw;
      const parsed = z.partialRecord(z.enum(words), z.string()).safeParse(map);
      return parsed.success ? parsed.data : undefined;
    },
    `a map (JSON in the environment) with text for any of ${words.join(", ")}`,
  );

/** A list of maps, such as path rules: JSON in the environment, a list in YAML. What is in them is judged elsewhere. */
export const listOfMaps = (): z.ZodType<readonly Readonly<Record<string, unknown>>[]> =>
  reading((raw) => {
    const value: unknown = typeof raw === "string" ? parsedJson(raw) : raw;
    const parsed = z.array(z.record(z.string(), z.unknown())).safeParse(value);
    return parsed.success ? parsed.data : undefined;
  }, "a list of maps (a JSON array of objects in the environment)");

const scheduleWords = ["hourly", "daily", "weekly", "manual"];
/** What each field may hold is judged by node-cron; this tells a cron expression from a misspelt word. */
const fiveFields = /^[\d*,/?LW#A-Z-]+(?: +[\d*,/?LW#A-Z-]+){4}$/i;
const wantedSchedule = `must be one of ${scheduleWords.join(", ")}, or a cron expression of five fields such as 30 4 * * *`;

/** `hourly`, `daily`, `weekly`, `manual` (or `never`, as version 1 said), or a cron expression. */
export const schedule = (): z.ZodType<string> =>
  z.unknown().transform((raw, context) => {
    const value = (textOf(raw) ?? "").toLowerCase();
    if (value === "never") return "manual";
    if (scheduleWords.includes(value)) return value;
    const problem = fiveFields.test(value) ? cronProblem(value) : wantedSchedule;
    if (problem === null) return value.replaceAll(/ +/g, " ");
    const message =
      problem === wantedSchedule ? problem : `is no cron expression that ever comes: ${problem}`;
    context.addIssue({ code: "custom", message, params: { quote: true } });
    return z.NEVER;
  });
