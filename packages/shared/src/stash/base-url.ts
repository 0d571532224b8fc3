import { StashError } from "./errors.ts";

/** The configured address, taken apart: what may be shown, what is called, what is sent. */
export interface StashBase {
  /** Ends with a slash; keeps a sub-path; without user name and password. */
  readonly url: URL;
  /** The same without the last slash, for messages. */
  readonly shown: string;
  /** Value of an `Authorization` header when the address held a user name and password, for a proxy in front. */
  readonly authorization: string | null;
}

const refuse = (why: string): StashError =>
  new StashError(
    "unreachable",
    `STASH_URL ${why}. Give the address at which Stash opens in a browser, such as http://stash:9999.`,
    false,
  );

const basicAuthorization = (url: URL): string | null => {
  if (url.username === "" && url.password === "") return null;
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
};

/**
 * Reads STASH_URL. Accepts a trailing slash, a sub-path, and an address that was copied with `/graphql` at its end.
 *
 * @throws StashError `unreachable` when the text is not an http(s) address.
 */
export function parseStashUrl(text: string): StashBase {
  const url = URL.parse(text.trim());
  if (url === null) throw refuse("is not an address");
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refuse("must begin with http:// or https://");
  }
  const authorization = basicAuthorization(url);
  const path = url.pathname.replace(/\/+$/, "").replace(/\/graphql$/, "");
  const shown = `${url.origin}${path}`;
  return { url: new URL(`${shown}/`), shown, authorization };
}
