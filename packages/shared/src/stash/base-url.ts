import { type HttpBase, readBaseUrl } from "../http/base-url.ts";
import { StashError } from "./errors.ts";

/** STASH_URL, taken apart. */
export type StashBase = HttpBase;

/**
 * Reads STASH_URL. Accepts a trailing slash, a sub-path, and an address that was copied with `/graphql` at its end.
 *
 * @throws StashError `unreachable` when the text is not an http(s) address.
 */
export function parseStashUrl(text: string): StashBase {
  const base = readBaseUrl(text, /\/graphql$/);
  if (typeof base !== "string") return base;
  throw new StashError(
    "unreachable",
    `STASH_URL ${base}. Give the address at which Stash opens in a browser, such as http://stash:9999.`,
    false,
  );
}
