import type { LogFields, Logger } from "@stash2plex/shared/log";

/** What the provider said about one automatic match request in its log line. */
export interface MatchNote {
  readonly outcome: string;
  /** The rung that decided, when one did. */
  readonly rung: string | null;
}

export interface MatchTally {
  /** Passes every line on, and reads the lines about matches. */
  readonly logger: Logger;
  /** The last note about a file name, as Plex sent it. */
  note(filename: string): MatchNote | undefined;
}

function textField(fields: LogFields, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" ? value : null;
}

/**
 * Counts matches where the provider tells about them: Plex itself never learns by which rung a file was found, and the log
 * line of each request has it.
 */
export function createMatchTally(inner: Logger): MatchTally {
  const notes = new Map<string, MatchNote>();

  const read = (fields: LogFields = {}): void => {
    const filename = textField(fields, "filename");
    const outcome = textField(fields, "outcome");
    if (fields.route !== "match" || filename === null || outcome === null) return;
    notes.set(filename, { outcome, rung: textField(fields, "rung") });
  };

  function reading(logger: Logger): Logger {
    const at =
      (level: "debug" | "info" | "warn" | "error") => (event: string, fields?: LogFields) => {
        read(fields);
        logger[level](event, fields);
      };
    return {
      debug: at("debug"),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      child: (fields) => reading(logger.child(fields)),
    };
  }

  return { logger: reading(inner), note: (filename) => notes.get(filename) };
}
