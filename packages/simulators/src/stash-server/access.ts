import type { IncomingMessage } from "node:http";

export type Access = "granted" | "unauthorized" | "login" | "shut";

export interface AccessGuard {
  check(request: IncomingMessage, url: URL): Access;
}

const PRIVATE = /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|::1$|fe80:|f[cd])/i;
const HAS_EXTENSION = /\.[a-z0-9]+$/i;

/**
 * Who may come in (docs/reference/stash.md, 3.1-3.4): a key is compared even where none is configured; without a key
 * pictures are sent to the login page; without credentials one public address in X-Forwarded-For shuts the server.
 */
export function createAccessGuard(apiKey: string | null): AccessGuard {
  let isShut = false;
  return {
    check(request, url) {
      const forwarded = request.headers["x-forwarded-for"];
      if (apiKey === null && forwarded !== undefined) {
        const addresses = String(forwarded).split(", ");
        if (!addresses.every((address) => PRIVATE.test(address) && !address.includes(",")))
          isShut = true;
      }
      if (isShut) return "shut";
      const header = request.headers.apikey;
      const given =
        (Array.isArray(header) ? header[0] : header) ?? url.searchParams.get("apikey") ?? "";
      if (given !== "") return given === apiKey ? "granted" : "unauthorized";
      if (apiKey === null) return "granted";
      const isApi = url.pathname === "/graphql" || HAS_EXTENSION.test(url.pathname);
      return isApi ? "unauthorized" : "login";
    },
  };
}
