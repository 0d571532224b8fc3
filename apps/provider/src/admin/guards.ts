import type { Request, RequestHandler } from "express";

import { sendProblem } from "../json-errors.ts";
import { type FailureLimit, isSameSecret, tokenOf } from "./token.ts";

const addressOf = (request: Request): string => request.socket.remoteAddress ?? "";

/** With `API_TOKEN`, wants it; without, lets everybody in. */
export function requireToken(apiToken: string | null, limit: FailureLimit): RequestHandler {
  return (request, response, next) => {
    if (apiToken === null) {
      next();
      return;
    }
    const address = addressOf(request);
    if (limit.isBlocked(address)) {
      response.setHeader("Retry-After", "60");
      sendProblem(response, 429, "Too many wrong tokens from this address. Try again in a minute.");
      return;
    }
    const token = tokenOf(request);
    if (token !== null && isSameSecret(token, apiToken)) {
      next();
      return;
    }
    if (token !== null) limit.failed(address);
    response.setHeader("WWW-Authenticate", "Bearer");
    sendProblem(
      response,
      401,
      "API_TOKEN is set: send it as Authorization: Bearer <token>, or as ApiKey.",
    );
  };
}

/** Whether a browser says that a page of another site sent this. */
export function isForeign(request: Request): boolean {
  if (request.headers["sec-fetch-site"] === "cross-site") return true;
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** A page of another site must not make a browser act here: it could reach us although its author cannot. */
export const refuseForeignPages: RequestHandler = (request, response, next) => {
  const changes = request.method !== "GET" && request.method !== "HEAD";
  if (changes && isForeign(request)) {
    sendProblem(response, 403, "This action was sent by a page of another site.");
    return;
  }
  next();
};
