import type { LogFields } from "@stash2plex/shared/log";

import { arePlain, plain } from "./plain-fields.ts";

export interface LogEntry {
  readonly level: string;
  readonly event: string;
  readonly fields: LogFields;
  readonly requestId: string | undefined;
  /** Epoch ms. */
  readonly time: number;
}

const plainFields = (fields: LogFields): object =>
  arePlain(fields) ? fields : (plain(fields) as object);

/** One JSON object; `event` and `level` cannot be overwritten by a field. */
export function jsonLine({ level, event, fields, requestId, time }: LogEntry): string {
  const values = plainFields(fields);
  return JSON.stringify({
    time: new Date(time).toISOString(),
    level,
    event,
    ...(requestId !== undefined && { requestId }),
    ...Object.fromEntries(Object.entries(values).filter(([key]) => !reserved.has(key))),
  });
}

const reserved = new Set(["time", "level", "event"]);
const colours: Readonly<Record<string, string>> = {
  error: "31",
  warn: "33",
  info: "36",
  debug: "90",
};
const plainWord = /^[\w./:@%+-]+$/;

const shown = (value: unknown): string =>
  typeof value === "string" && plainWord.test(value) ? value : JSON.stringify(value);

function isPlainError(
  value: unknown,
): value is { message: string; stack?: string; cause?: unknown } {
  return typeof value === "object" && value !== null && "message" in value && "name" in value;
}

function errorLines(value: {
  message: string;
  stack?: string;
  cause?: unknown;
}): readonly string[] {
  const own = (value.stack ?? value.message).split("\n").map((line) => `    ${line.trim()}`);
  const cause = isPlainError(value.cause) ? errorLines(value.cause) : [];
  return cause.length === 0 ? own : [...own, "    caused by:", ...cause];
}

const two = (value: number): string => String(value).padStart(2, "0");

function clockTime(time: number): string {
  const at = new Date(time);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** Text for people: time, level, event, fields; errors below it with their causes. */
export function prettyLine(entry: LogEntry, coloured: boolean): string {
  const paint = (code: string, text: string): string =>
    coloured ? `\u001B[${code}m${text}\u001B[0m` : text;
  const values = Object.entries(plainFields(entry.fields)) as [string, unknown][];
  const words = values
    .filter(([, value]) => value !== undefined && !isPlainError(value))
    .map(([key, value]) => paint("90", `${key}=${shown(value)}`));
  const id = entry.requestId === undefined ? [] : [paint("90", `request=${entry.requestId}`)];
  const errors = values.flatMap(([, value]) => (isPlainError(value) ? errorLines(value) : []));
  const level = paint(colours[entry.level] ?? "0", entry.level.padEnd(5));
  const first = [paint("90", clockTime(entry.time)), level, entry.event, ...words, ...id].join(" ");
  return [first, ...errors].join("\n");
}
