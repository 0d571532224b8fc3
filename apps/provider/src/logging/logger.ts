import { Writable } from "node:stream";

import type { LogFields, Logger } from "@stash2plex/shared/log";
import { createLogger as createWinston, format } from "winston";

import type { HideNames } from "./hide-names.ts";
import { jsonLine, type LogEntry, prettyLine } from "./log-line.ts";
import type { Redact } from "./redaction.ts";
import { currentRequestId } from "./request-id.ts";

export interface LoggingOptions {
  readonly level: "error" | "warn" | "info" | "debug";
  readonly format: "auto" | "pretty" | "json";
  readonly output: Writable & { readonly isTTY?: boolean };
  readonly redact: Redact;
  /** Takes names out of lines; absent: they are shown. */
  readonly hide?: HideNames | undefined;
  readonly now: () => number;
}

export interface Logging {
  readonly logger: Logger;
  /** Resolves when every line is written. */
  close(): Promise<void>;
}

const MESSAGE = Symbol.for("message");

/** Goes to the beginning of the line and clears it: a progress bar may stand there. */
const CLEAR_LINE = "\r\u001B[2K";

type Write = (level: string, event: string, fields: () => LogFields) => void;

/** Winston behind the port. The finished line is redacted, so no field, stack or cause can slip past. */
export function createLogging(options: LoggingOptions): Logging {
  const { output, redact, hide } = options;
  const isTerminal = output.isTTY === true;
  const render = (entry: LogEntry): string =>
    options.format === "json" ? jsonLine(entry) : prettyLine(entry, isTerminal);
  const lines = format((info) => {
    info[MESSAGE] = redact(render(info.entry as LogEntry));
    return info;
  });
  const winston = createWinston({ level: options.level, format: lines() });
  const sink = lineSink(output, isTerminal ? CLEAR_LINE : "");
  winston.pipe(sink);
  const write: Write = (level, event, fields) => {
    if (!winston.isLevelEnabled(level)) return;
    const requestId = currentRequestId();
    const shown =
      hide === undefined
        ? { event, fields: fields() }
        : { event: hide.text(event), fields: hide.fields(fields()) };
    const entry: LogEntry = { level, ...shown, requestId, time: options.now() };
    winston.log({ level, message: shown.event, entry });
  };
  return {
    logger: loggerOver(write, {}),
    close: () =>
      new Promise((resolve) => {
        sink.once("finish", () => resolve());
        winston.end();
      }),
  };
}

/** Writes the lines of one turn of the event loop at once: a scan makes thousands a second. */
function lineSink(output: Writable, before: string): Writable {
  let waiting = "";
  let timer: NodeJS.Immediate | null = null;
  const flush = (): boolean => {
    const text = waiting;
    waiting = "";
    timer = null;
    return text === "" || output.write(text);
  };
  return new Writable({
    objectMode: true,
    write: (info: Readonly<Record<symbol, unknown>>, _encoding, done) => {
      waiting += `${before}${String(info[MESSAGE])}\n`;
      timer ??= setImmediate(flush);
      if (output.writableNeedDrain) output.once("drain", done);
      else done();
    },
    final: (done) => {
      if (timer !== null) clearImmediate(timer);
      if (flush()) done();
      else output.once("drain", done);
    },
  });
}

function loggerOver(write: Write, own: LogFields): Logger {
  // Fields are put together only where a line is written: some are costly getters.
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void =>
      write(level, event, () => ({ ...own, ...fields }));
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (fields) => loggerOver(write, { ...own, ...fields }),
  };
}
