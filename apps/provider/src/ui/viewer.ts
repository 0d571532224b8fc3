import { createHmac } from "node:crypto";
import { isIP } from "node:net";

import type { Request } from "express";

import { isSameSecret, tokenOf } from "../admin/token.ts";
import { hostOfAddress } from "../plex-routes/caller-address.ts";

const COOKIE = "stash2plex";

/** What a signed-in browser carries instead of the token itself. */
export function cookieValue(apiToken: string): string {
  return createHmac("sha256", apiToken).update("stash2plex page").digest("base64url");
}

export function sessionCookie(apiToken: string): string {
  return `${COOKIE}=${cookieValue(apiToken)}; Path=/ui; HttpOnly; SameSite=Strict; Max-Age=2592000`;
}

function cookieOf(request: Request): string | null {
  const found = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? "");
  return found?.[1] ?? null;
}

const privateIpv4 = /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** Whether an address belongs to the own network (RFC 1918, RFC 4193, link-local, loopback). */
export function isPrivateAddress(address: string): boolean {
  const plain = address
    .replace(/^::ffff:(?=\d+\.)/i, "")
    .replace(/%.*$/, "")
    .toLowerCase();
  if (isIP(plain) === 4) return privateIpv4.test(plain);
  return isIP(plain) === 6 && (plain === "::1" || /^(?:f[cd]|fe[89ab])/.test(plain));
}

const isForwarded = ({ headers }: Request): boolean =>
  ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some((name) => headers[name] !== undefined);

/** Whether the request carries the API_TOKEN, or the cookie that stands for it. */
function isSignedIn(request: Request, apiToken: string): boolean {
  const cookie = cookieOf(request);
  if (cookie !== null && isSameSecret(cookie, cookieValue(apiToken))) return true;
  const token = tokenOf(request);
  return token !== null && isSameSecret(token, apiToken);
}

/**
 * Whether the viewer of the page may see file names and the secret address, and may act. With `API_TOKEN`: who has
 * signed in. Without: who comes straight from the own network; through a proxy it could be anybody.
 */
export function isTrustedViewer(request: Request, apiToken: string | null): boolean {
  if (apiToken === null) {
    return isPrivateAddress(request.socket.remoteAddress ?? "") && !isForwarded(request);
  }
  return isSignedIn(request, apiToken);
}

/** To whom a form belongs: to who has signed in, else to the address it is asked from. */
export function viewerOf(request: Request, apiToken: string | null): string {
  if (apiToken !== null && isSignedIn(request, apiToken))
    return `signed in ${cookieValue(apiToken)}`;
  return `address ${hostOfAddress(request.socket.remoteAddress ?? "")}`;
}
