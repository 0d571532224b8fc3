/** A configured address, taken apart: what may be shown, what is called, what is sent. */
export interface HttpBase {
  /** Ends with a slash; keeps a sub-path; without user name and password. */
  readonly url: URL;
  /** The same without the last slash, for messages. */
  readonly shown: string;
  /** Value of an `Authorization` header when the address held a user name and password, for a proxy in front. */
  readonly authorization: string | null;
}

const basicAuthorization = (url: URL): string | null => {
  if (url.username === "" && url.password === "") return null;
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
};

/**
 * Reads the address of a server. Accepts trailing slashes and a sub-path.
 *
 * @param copiedEnding what an address that was copied from a browser may end with; cut off
 * @returns the address, or what is wrong with it, to follow the name of the setting
 */
export function readBaseUrl(text: string, copiedEnding: RegExp): HttpBase | string {
  const url = URL.parse(text.trim());
  if (url === null) return "is not an address";
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return "must begin with http:// or https://";
  }
  const path = url.pathname.replace(/\/+$/, "").replace(copiedEnding, "");
  const shown = `${url.origin}${path}`;
  return { url: new URL(`${shown}/`), shown, authorization: basicAuthorization(url) };
}
