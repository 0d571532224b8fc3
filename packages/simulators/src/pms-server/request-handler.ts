import type { IncomingMessage, ServerResponse } from "node:http";

import { Refusal } from "./answer.ts";
import { type Asked, readAsked } from "./asked.ts";
import type { PmsFault, PmsFaults } from "./faults.ts";
import { pause, type JobDeps } from "./jobs.ts";
import type { RequestLog } from "./request-log.ts";
import { findRoute, type FoundRoute, type Route, unknownParameters } from "./route-table.ts";
import { BUSY, sendBody, sendPage, sendReply, sendStarting } from "./send.ts";

export interface HandlerDeps extends JobDeps {
  readonly routes: readonly Route[];
  readonly faults: PmsFaults;
  readonly log: RequestLog;
  readonly isToken: (token: string | null) => boolean;
}

/** Answers as the fault says; false when it left the answer to the ordinary way. */
async function suffered(
  deps: HandlerDeps,
  fault: PmsFault,
  response: ServerResponse,
): Promise<boolean> {
  switch (fault.kind) {
    case "slow":
      await pause(deps, fault.delayMs ?? 1_000);
      return false;
    case "unauthorized":
      sendPage(response, 401);
      return true;
    case "starting":
      sendStarting(response);
      return true;
    case "busy":
      sendBody(response, 503, "text/plain", BUSY);
      return true;
    case "bad-gateway":
      sendPage(response, 502);
      return true;
    case "error":
      sendPage(response, 500);
      return true;
    case "web-page":
      sendPage(response, 200);
      return true;
    case "silent":
      return true;
    case "cut":
      response.writeHead(200, { "Content-Type": "application/json", "Content-Length": 1_000 });
      response.write('{"MediaContainer":', () => response.destroy());
      return true;
  }
}

function mayAsk({ isToken }: HandlerDeps, { route }: FoundRoute, asked: Asked): boolean {
  if (route.token === "none") return true;
  // Some routes of providers honour the token in the query only (section 10).
  return isToken(
    route.token === "owner-in-query" ? asked.value("X-Plex-Token") : asked.plex("X-Plex-Token"),
  );
}

async function answer(
  deps: HandlerDeps,
  found: FoundRoute,
  asked: Asked,
  response: ServerResponse,
): Promise<void> {
  const { route, path } = found;
  if (!mayAsk(deps, found, asked)) {
    sendPage(response, 401);
    return;
  }
  const { violations, readings } = deps.state;
  if (asked.lineBytes > readings.longestRequestLine) {
    violations.push(`${route.name}: the request line has ${asked.lineBytes} bytes.`);
    throw new Refusal(414, "the request line is too long");
  }
  violations.push(...unknownParameters(route, asked));
  await sendReply(response, await route.run(asked, path), asked.headers.accept ?? "");
}

/** Every request is found in the route table, checked, taken down, and answered, unless a fault comes before. */
export function createRequestHandler(deps: HandlerDeps) {
  const { faults, log, routes, state } = deps;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = await readAsked(request);
    const found = findRoute(routes, asked);
    const name = found?.route.name ?? `${asked.method} ${asked.path}`;
    log.add(name, asked, found?.route.writes ?? asked.method !== "GET");
    const fault = faults.take(name);
    if (fault !== null && (await suffered(deps, fault, response))) return;
    if (state.readings.missingRoutes.includes(name)) {
      sendPage(response, 404);
      return;
    }
    if (found === null) {
      state.violations.push(`${name}: no such route is known.`);
      sendPage(response, 404);
      return;
    }
    try {
      await answer(deps, found, asked, response);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendPage(response, error.status);
    }
  };
}
