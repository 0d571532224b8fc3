import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

import { type AccessGuard } from "./access.ts";
import type { Fault, Faults } from "./faults.ts";
import type { GraphqlEndpoint } from "./graphql-endpoint.ts";
import type { PictureDrawer, PictureOwner } from "./pictures.ts";
import { PICTURE, type StatsKeeper } from "./request-stats.ts";
import { createRoot, type ResolverDeps } from "./resolvers.ts";

export interface HandlerDeps extends Omit<ResolverDeps, "base"> {
  readonly guard: AccessGuard;
  readonly endpoint: GraphqlEndpoint;
  readonly pictures: PictureDrawer;
  readonly faults: Faults;
  readonly stats: StatsKeeper;
}

const WEB_PAGE = "<!doctype html><title>Stash</title><p>The web interface.";
const PICTURE_ROUTE =
  /^\/(scene|performer|studio|tag|group)\/([^/]+)\/(screenshot|image|frontimage)$/;
const JSON_TYPE = "application/json";
const GZIP_FROM = 1_400;

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: unknown,
): void {
  const text = JSON.stringify(body);
  const wantsGzip = request.headers["accept-encoding"]?.includes("gzip") === true;
  response.setHeader("Cache-Control", "no-store");
  if (!wantsGzip || text.length < GZIP_FROM) {
    send(response, status, JSON_TYPE, text);
    return;
  }
  response.setHeader("Content-Encoding", "gzip");
  send(response, status, JSON_TYPE, gzipSync(text, { level: 1 }));
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Answers as the fault says; false when it left the answer to the ordinary way. */
async function suffered(fault: Fault | null, response: ServerResponse): Promise<boolean> {
  if (fault === null) return false;
  if (fault.silent === true) return true;
  const { delayMs } = fault;
  if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs));
  if (fault.cut === true) {
    response.writeHead(200, { "Content-Type": JSON_TYPE, "Content-Length": 1_000 });
    response.write('{"data":', () => response.destroy());
    return true;
  }
  if (fault.status !== undefined) {
    send(response, fault.status, "text/html", "<html><body>Bad Gateway</body></html>");
    return true;
  }
  if (fault.errors !== undefined) {
    send(
      response,
      200,
      JSON_TYPE,
      JSON.stringify({ errors: [{ message: fault.errors }], data: null }),
    );
    return true;
  }
  return false;
}

async function answerGraphql(
  deps: HandlerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, method } = request;
  if (method !== "POST" || headers["content-type"]?.startsWith(JSON_TYPE) !== true) {
    send(response, 400, "text/plain", "transport not supported");
    return;
  }
  const text = await readAll(request);
  const { library, version, state, plugins, packages, apiKey } = deps;
  const base = `http://${headers.host ?? "localhost"}`;
  const reply = await deps.endpoint.run(
    text,
    createRoot({ library, version, state, plugins, packages, apiKey, base }),
  );
  deps.stats.count(reply.operation);
  if (await suffered(deps.faults.take(reply.operation), response)) return;
  sendJson(request, response, reply.status, reply.body);
}

async function answerPicture(
  deps: HandlerDeps,
  [owner, id]: readonly [PictureOwner, string],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  deps.stats.count(PICTURE);
  if (await suffered(deps.faults.take(PICTURE), response)) return;
  if (request.method !== "GET") {
    send(response, 405, "text/plain", "");
    return;
  }
  if (!/^\d+$/.test(id)) {
    send(response, 400, "text/plain", "bad id");
    return;
  }
  if (deps.state() !== "OK") {
    send(response, 500, "text/plain", "");
    return;
  }
  const picture = await deps.pictures.draw(owner, Number(id));
  if (picture === null) {
    send(response, 404, "text/plain", "not found");
    return;
  }
  const isVersioned = request.url?.includes("t=") === true;
  response.setHeader("ETag", picture.etag);
  response.setHeader(
    "Cache-Control",
    isVersioned ? "private, max-age=31536000, immutable" : "no-cache",
  );
  if (request.headers["if-none-match"] === picture.etag) {
    response.writeHead(304).end();
    return;
  }
  send(response, 200, picture.type, picture.bytes);
}

/** All routes of the fake server. */
export function createRequestHandler(
  deps: HandlerDeps,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://stash.invalid");
    const { pathname } = url;
    if (pathname === "/healthz") {
      send(response, 200, "text/plain", "OK");
      return;
    }
    const access = deps.guard.check(request, url);
    if (access === "shut") {
      send(response, 403, "text/plain", "Stash is exposed to the internet");
      return;
    }
    if (pathname === "/login") {
      send(response, 200, "text/html", "<form>Log in</form>");
      return;
    }
    if (access === "unauthorized") {
      response.setHeader("WWW-Authenticate", "FormBased");
      send(response, 401, "text/plain", "");
      return;
    }
    if (access === "login") {
      response
        .writeHead(302, { Location: `/login?returnURL=${encodeURIComponent(pathname)}` })
        .end();
      return;
    }
    if (pathname === "/graphql") return answerGraphql(deps, request, response);
    const picture = PICTURE_ROUTE.exec(pathname);
    if (picture?.[1] !== undefined && picture[2] !== undefined) {
      const wanted = [picture[1] as PictureOwner, picture[2]] as const;
      return answerPicture(deps, wanted, request, response);
    }
    // Unknown routes are the web interface: 200 and HTML (fact 26).
    send(response, 200, "text/html; charset=utf-8", WEB_PAGE);
  };
}
