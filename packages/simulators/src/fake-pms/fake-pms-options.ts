import type { Clock } from "@stash2plex/shared/clock";

/** One base folder of a library. */
export interface PmsFolder {
  /** Absolute path as PMS sees it, such as `/data/media` or `D:\Media`. */
  readonly path: string;
  /** Files below it, relative, with forward slashes. Other than video files are not looked at. */
  readonly files: readonly string[];
}

/** One movie library ("section") with its base folders. */
export interface PmsSection {
  readonly title: string;
  readonly folders: readonly PmsFolder[];
}

/**
 * How PMS spells `filename`. Documents say "relative to the library's base folder" but their examples disagree on the
 * leading slash and on whether that folder's own name is part of it (docs/reference/plex-contract.md, 4.2).
 */
export type FilenameForm =
  "relative" | "leading-slash" | "base-folder" | "leading-slash-base-folder";

/**
 * Everything that nobody has seen on the wire. Each is a switch, so that tests can run under every reading; the defaults
 * are the readings with the best evidence.
 */
export interface UncertainReadings {
  readonly filenameForm: FilenameForm;
  /** Separator in `filename` of a PMS on Windows (section 14, question 2). */
  readonly filenameSeparator: "/" | "\\";
  /** "Values may come as numbers or strings in sloppy clients" (4.1). */
  readonly numbersAsStrings: boolean;
  /** A year the scanner did not find: -1 was logged inside PMS (13, quirk 19); whether it is sent is unknown. */
  readonly missingYear: "absent" | "minus-one";
  /** Whether a Fix Match with typed text still carries the file name: probably not (4.2). */
  readonly typedSearchSendsFilename: boolean;
  /** When `includeAdult: 1` comes is undocumented (section 14, question 3). */
  readonly includeAdult: "absent" | 0 | 1;
  /** Whether PMS takes a slash off the end of a registered URL before it appends keys. */
  readonly trailingSlash: "dropped" | "kept";
  /** How many items PMS asks about at once in a scan (section 14, question 7). */
  readonly concurrency: number;
  /** Tags that a provider stops sending stay on the item (13, quirk 7). */
  readonly keepsStaleTags: boolean;
}

export interface FakePmsOptions extends Partial<UncertainReadings> {
  readonly sections: readonly PmsSection[];
  /** @default 90_000 milliseconds a request (docs/reference/plex-contract.md, fact 15) */
  readonly timeoutMs?: number;
  /** @default false: violations are collected; true: the first one rejects the call that met it */
  readonly throwOnViolation?: boolean;
  /** How many exchanges are kept whole; counts and times are kept of all. @default 10_000 */
  readonly keepExchanges?: number;
  /** @default "en-US" */
  readonly language?: string;
  /** @default "US" */
  readonly country?: string;
  /** For the time limit of a request. */
  readonly clock?: Clock;
}

export const defaultReadings: UncertainReadings = {
  filenameForm: "relative",
  filenameSeparator: "/",
  numbersAsStrings: false,
  missingYear: "absent",
  typedSearchSendsFilename: false,
  includeAdult: "absent",
  trailingSlash: "dropped",
  concurrency: 4,
  keepsStaleTags: true,
};
