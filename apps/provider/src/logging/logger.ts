import { Writable } from "node:stream";

import type { LogFields, Logger } from "@stash2plex/shared/log";
import { createLogger as createWinston, format } from "winston";

import { jsonLine, type LogEntry, prettyLine } from "./log-line.ts";
import type { Redact } from "./redaction.ts";
import { currentRequestId } from "./request-id.ts";

export interface LoggingOptions {
  readonly level: "error" | "warn" | "info" | "debug";
  readonly format: "auto" | "pretty" | "json";
  readonly output: Writable & { readonly isTTY?: boolean };
  readonly redact: Redact;
  readonly now: () => number;
}

export interface Logging {
  readonly logger: Logger;
  /** Resolves when every line is written. */
  close(): Promise<void>;
}

const MESSAGE = Symbol.for("message");

/** Winston behind the port. The finished line is redacted, so no field, stack or cause can slip past. */
export function createLogging(options: LoggingOptions): Logging {
  const { output, redact } = options;
  const coloured = output.isTTY === true;
  const render = (entry: LogEntry): string =>
    options.format === "json" ? jsonLine(entry) : prettyLine(entry, coloured);
  const lines = format((info) => {
    const entry = info.entry as LogEntry;
    info[MESSAGE] = redact(render(entry));
    return info;
  });
  const winston = createWinston({ level: options.level, format: lines() });
  const sink = lineSink(output);
  winston.pipe(sink);
  const write = (level: string, event: string, fields: LogFields): void => {
    if (!winston.isLevelEnabled(level)) return;
    const entry: LogEntry = {
      level,
      event,
      fields,
      requestId: currentRequestId(),
      time: options.now(),
    };
    winston.log({ level, message: event, entry });
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

function lineSink(output: Writable): Writable {
  return new Writable({
    objectMode: true,
    write: (info: Readonly<Record<symbol, unknown>>, _encoding, done) => {
      output.write(`${String(info[MESSAGE])}\n`, () => done());
    },
  });
}

function loggerOver(
  write: (level: string, event: string, fields: LogFields) => void,
  own: LogFields,
): Logger {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void =>
      write(level, event, { ...own, ...fields });
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: (fields) => loggerOver(write, { ...own, ...fields }),
  };
}
