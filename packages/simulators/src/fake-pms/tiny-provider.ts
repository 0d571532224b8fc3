import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import {
  containerOf,
  emptyContainer,
  guidOf,
  MATCH_KEY,
  METADATA_KEY,
  PROVIDER_IDENTIFIER as identifier,
  providerRoot,
  ratingKeyOf,
} from "@stash2plex/shared/plex";

/** What a provider under test answers; a test replaces one answer to break one rule. */
export interface TinyAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is bytes or text. */
  readonly body?: unknown;
}

export interface TinyRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

export type TinyRoute = "root" | "match" | "metadata" | "extras" | "images" | "picture";

/** Answers a request, or leaves it to the right provider below with `undefined`. */
export type Override = (
  route: TinyRoute,
  request: TinyRequest,
) => TinyAnswer | undefined | Promise<TinyAnswer | undefined>;

const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);

/** The movie with this id as the provider describes it. */
export function movieOf(id: number, base: string, changes: object = {}): object {
  const ratingKey = ratingKeyOf(id);
  return {
    ratingKey,
    key: `${METADATA_KEY}/${ratingKey}`,
    guid: guidOf(identifier, id),
    type: "movie",
    title: `Scene ${id}`,
    thumb: `${base}/images/${id}.jpg`,
    Genre: [{ tag: "Birds" }],
    ...changes,
  };
}

function routeOf(path: string): TinyRoute {
  if (path === "/") return "root";
  if (path.startsWith("/images/")) return "picture";
  if (path === MATCH_KEY) return "match";
  if (path.endsWith("/extras")) return "extras";
  return path.endsWith("/images") ? "images" : "metadata";
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? undefined : JSON.parse(text);
}

function send(response: ServerResponse, answer: TinyAnswer): void {
  const { body } = answer;
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const bytes = Buffer.from(isRaw ? body : JSON.stringify(body ?? {}));
  response.writeHead(answer.status ?? 200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": bytes.length,
    ...answer.headers,
  });
  response.end(bytes);
}

function rightAnswer(
  route: TinyRoute,
  request: TinyRequest,
  base: string,
  ids: ReadonlyMap<string, number>,
): TinyAnswer {
  const id = Number(/scene-([0-9]+)/.exec(request.url)?.[1]);
  switch (route) {
    case "root":
      return { body: providerRoot({ identifier, title: "Tiny", version: "1.0.0" }) };
    case "match": {
      const { filename = "" } = request.body as { filename?: string };
      const found = ids.get(filename.split("/").at(-1) ?? "");
      if (found === undefined) return { body: emptyContainer(identifier) };
      const page = { offset: 0, size: 1, total: 1 };
      return { body: containerOf(identifier, page, { Metadata: [movieOf(found, base)] }) };
    }
    case "metadata": {
      if (Number.isNaN(id)) return { status: 404, body: { error: "unknown" } };
      const page = { offset: 0, size: 1, total: 1 };
      return { body: containerOf(identifier, page, { Metadata: [movieOf(id, base)] }) };
    }
    case "extras":
      return { body: emptyContainer(identifier) };
    case "images": {
      const image = { type: "coverPoster", url: `${base}/images/${id}.jpg` };
      const page = { offset: 0, size: 1, total: 1 };
      return { body: containerOf(identifier, page, { Image: [image] }) };
    }
    case "picture":
      return { headers: { "content-type": "image/jpeg", "cache-control": "public" }, body: JPEG };
  }
}

export interface TinyProvider {
  readonly url: string;
  readonly requests: readonly TinyRequest[];
  stop(): Promise<void>;
}

/**
 * A provider for the tests of the fake PMS: it knows the files in `ids` by base name and keeps the contract, except where
 * `override` answers.
 */
export async function startTinyProvider(
  ids: Readonly<Record<string, number>>,
  override: Override = () => undefined,
  path = "",
): Promise<TinyProvider> {
  const known = new Map(Object.entries(ids));
  const requests: TinyRequest[] = [];
  const server = createServer((incoming, response) => {
    const handle = async (): Promise<void> => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, url, headers, body: await readBody(incoming) };
      requests.push(request);
      const { pathname } = new URL(url, base);
      const below = pathname.startsWith(path) ? pathname.slice(path.length) : "/unknown";
      const route = routeOf(below === "" ? "/" : below);
      send(response, (await override(route, request)) ?? rightAnswer(route, request, base, known));
    };
    void handle();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base + path,
    requests,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
