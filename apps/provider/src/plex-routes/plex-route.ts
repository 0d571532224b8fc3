import type { Logger } from "@stash2plex/shared/log";
import { type Locale, localeOf } from "@stash2plex/shared/plex";
import type { Request, RequestHandler, Response } from "express";

import { withRequestId } from "../logging/request-id.ts";
import { callerAddress } from "./caller-address.ts";
import { type PlexAnswer, type PlexDetails, type PlexOutcome, problem } from "./plex-answer.ts";

/** One request of Plex. What costs time is computed only when it is asked for. */
export interface PlexCall {
  readonly request: Request;
  query(): Readonly<Record<string, unknown>>;
  locale(): Locale;
  ratingKey(): string;
  /** Base of the addresses in the answer. */
  base(): string;
  /** Ends when nobody waits for the answer any more. */
  signal(): AbortSignal;
}

/** Name of a route, as metrics and logs show it. */
export type PlexRouteName =
  "root" | "match" | "metadata" | "images" | "children" | "grandchildren" | "extras" | "other";

/** A request of Plex that has been answered. */
export interface AnsweredRequest {
  readonly id: string;
  readonly route: PlexRouteName;
  readonly method: string;
  readonly status: number;
  readonly outcome: PlexOutcome;
  /** Milliseconds, with fractions. */
  readonly ms: number;
  readonly details: PlexDetails;
}

export interface PlexRouteDeps {
  readonly logger: Logger;
  readonly publicUrl: string | null;
  readonly nextRequestId: () => string;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
  readonly onAnswered: (answered: AnsweredRequest) => void;
}

/** PMS gives up after about 90 s (docs/reference/plex-contract.md, fact 15); nobody wants to wait that long. */
const BUDGET_MS = 20_000;

const noQuery: Readonly<Record<string, unknown>> = {};

function callOf(request: Request, publicUrl: string | null): PlexCall {
  const query = (): Readonly<Record<string, unknown>> =>
    request.url.includes("?") ? request.query : noQuery;
  return {
    request,
    query,
    locale: () => localeOf(request.headers, query()),
    ratingKey: () => {
      const { ratingKey } = request.params;
      return typeof ratingKey === "string" ? ratingKey : "";
    },
    base: () => callerAddress(request, publicUrl),
    signal: () => AbortSignal.timeout(BUDGET_MS),
  };
}

function send(response: Response, answered: PlexAnswer, id: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(answered.status, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(answered.body),
    "Cache-Control": "no-store",
    "X-Request-Id": id,
    ...answered.headers,
  });
  response.end(answered.body);
}

/**
 * Wraps a handler of Plex's routes: request id, budget, JSON answer, journal. Whatever a handler throws becomes a
 * JSON 500 whose id leads to the log line.
 */
export function plexRoute(
  name: PlexRouteName,
  handler: (call: PlexCall) => PlexAnswer | Promise<PlexAnswer>,
  deps: PlexRouteDeps,
): RequestHandler {
  return (request, response) => {
    const id = deps.nextRequestId();
    const started = deps.elapsed();
    const finish = (answered: PlexAnswer): void => {
      // The answers of one turn of the event loop go out together: each write by itself may wake the reader, and that
      // costs as much as the whole look-up of a scene.
      setImmediate(send, response, answered, id);
      const { status, outcome, details } = answered;
      const ms = deps.elapsed() - started;
      deps.onAnswered({ id, route: name, method: request.method, status, outcome, ms, details });
    };
    const fail = (error: unknown): void => {
      if (request.socket.destroyed) {
        finish(problem(400, "refused", "The caller hung up."));
        return;
      }
      deps.logger.error("A request of Plex failed", { route: name, error });
      finish(
        problem(500, "failed", `Something went wrong here. The log has it under request ${id}.`),
      );
    };
    withRequestId(id, () => {
      try {
        const answered = handler(callOf(request, deps.publicUrl));
        if (answered instanceof Promise) answered.then(finish).catch(fail);
        else finish(answered);
      } catch (error) {
        fail(error);
      }
    });
  };
}
