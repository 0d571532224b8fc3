export type LogFields = Readonly<Record<string, unknown>>;

/** What every part logs through: one event sentence a line, details as fields. Redaction happens behind it. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger that adds these fields to every line. */
  child(fields: LogFields): Logger;
}

const ignore = (): void => undefined;

/** Says nothing; for tests and for programs that print their own result. */
export const silentLogger: Logger = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: ignore,
  child: () => silentLogger,
};
