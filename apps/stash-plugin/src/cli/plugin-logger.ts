import type { LogFields, Logger } from "@stash2plex/shared/log";

import { hidePaths } from "./hidden-paths.js";
import type { StashLevel } from "./stash-lines.js";

export interface LoggerOptions {
  readonly write: (level: StashLevel, text: string) => void;
  /** Stash hides its debug level, so details are then said as info. */
  readonly detailed: boolean;
  readonly hidesPaths: boolean;
  /** Keys and tokens; never written, whatever line they stand in. */
  readonly secrets: readonly string[];
}

const fieldText = (fields: LogFields): string => {
  const entries = Object.entries(fields);
  if (entries.length === 0) return "";
  const words = entries.map(([key, value]) => {
    const shown = value instanceof Error ? value.message : value;
    return `${key}=${typeof shown === "string" ? shown : JSON.stringify(shown)}`;
  });
  return ` (${words.join(", ")})`;
};

/** What the engine logs through, when it runs in a process of the plugin. */
export function createPluginLogger(options: LoggerOptions, about: LogFields = {}): Logger {
  const { write, detailed, hidesPaths, secrets } = options;
  const clean = (text: string): string => {
    const open = secrets
      .filter((secret) => secret.length > 3)
      .reduce((line, secret) => line.replaceAll(secret, "***"), text);
    return hidesPaths ? hidePaths(open) : open;
  };
  const at =
    (level: StashLevel) =>
    (event: string, fields: LogFields = {}): void =>
      write(level, clean(event + fieldText({ ...about, ...fields })));
  return {
    debug: at(detailed ? "info" : "debug"),
    info: at("info"),
    warn: at("warning"),
    error: at("error"),
    child: (fields) => createPluginLogger(options, { ...about, ...fields }),
  };
}
