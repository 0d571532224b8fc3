import type { LogFields, Logger } from "@stash2plex/shared/log";

export interface HeldBackLogger {
  readonly logger: Logger;
  /** From now on every line passes. */
  release(): void;
}

/** Lets only warnings and errors through until it is released: a progress bar and hundreds of lines do not mix. */
export function holdBack(inner: Logger): HeldBackLogger {
  let released = false;

  function gate(logger: Logger): Logger {
    return {
      debug: (event: string, fields?: LogFields) => {
        if (released) logger.debug(event, fields);
      },
      info: (event: string, fields?: LogFields) => {
        if (released) logger.info(event, fields);
      },
      warn: (event, fields) => logger.warn(event, fields),
      error: (event, fields) => logger.error(event, fields),
      child: (fields) => gate(logger.child(fields)),
    };
  }

  return {
    logger: gate(inner),
    release: () => {
      released = true;
    },
  };
}
