import { createHash } from "node:crypto";

import type { LogFields } from "@stash2plex/shared/log";

import { plain } from "./plain-fields.ts";

/** Takes names of files, works and people out of log lines. */
export interface HideNames {
  text(text: string): string;
  fields(fields: LogFields): LogFields;
}

/** Words of our own; every other text in a field may be a name. */
const ownWords: ReadonlySet<string> = new Set([
  "code",
  "dryRun",
  "errorClass",
  "host",
  "job",
  "kind",
  "method",
  "outcome",
  "page",
  "requestId",
  "route",
  "rung",
  "setting",
  "settings",
  "subscription",
  "told",
  "type",
  "url",
  "version",
]);

/** Sentences: names stand in them between quotes, or as paths. */
const sentences: ReadonlySet<string> = new Set(["error", "message", "problem", "reason"]);

const quoted = /"[^"\n]+"/g;
/** From a root up to the first extension, blanks included. Addresses and fractions have something before the slash. */
const rootedFile =
  /(?:\b[A-Za-z]:[\\/]|(?<![\w:/.])[\\/])[^"\n]*?\.[A-Za-z0-9]{2,4}(?=$|[\s"',;:)\]])/g;
const rootedFolder = /(?:\b[A-Za-z]:\\|(?<![\w:/.])[\\/])[^\s"'\\/]+[\\/][^\s"']+/g;
const videoFile =
  /[^\s"']+\.(?:avi|flv|m2ts|m4v|mkv|mov|mp4|mpe?g|ts|webm|wmv)(?=$|[\s"',;:)\]])/gi;

/**
 * The same name gets the same code, so that a file can still be followed through a log. `salt` makes codes of another run
 * other ones: nobody finds a name by trying.
 */
export function createHideNames(salt: string): HideNames {
  const code = (name: string): string =>
    `(name ${createHash("sha256").update(salt).update(name).digest("hex").slice(0, 8)})`;

  const text = (sentence: string): string =>
    sentence
      .replaceAll(quoted, (name) => `"${code(name.slice(1, -1))}"`)
      .replaceAll(rootedFile, code)
      .replaceAll(rootedFolder, code)
      .replaceAll(videoFile, code);

  /** Lines of a stack that lead through this program stay: they hold no name. */
  const stack = (lines: string): string =>
    lines
      .split("\n")
      .map((line) => (/^\s+at /.test(line) ? line : text(line)))
      .join("\n");

  const value = (key: string, found: unknown): unknown => {
    if (typeof found === "string") {
      if (found === "" || ownWords.has(key)) return found;
      if (key === "stack") return stack(found);
      return sentences.has(key) ? text(found) : code(found);
    }
    if (Array.isArray(found)) return found.map((one: unknown) => value(key, one));
    if (typeof found !== "object" || found === null) return found;
    return object(found);
  };
  const object = (found: object): LogFields =>
    Object.fromEntries(
      Object.entries(found).map(([key, one]: [string, unknown]) => {
        // The class of an error, not a name of anything.
        const isClass = key === "name" && "message" in found;
        return [key, isClass ? one : value(key, one)];
      }),
    );
  return {
    text,
    fields: (fields) => {
      const values = plain(fields);
      return typeof values === "object" && values !== null ? object(values) : {};
    },
  };
}
