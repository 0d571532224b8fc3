import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import type { Clock } from "../../src/clock.ts";
import { systemClock } from "../../src/clock.ts";
import { silentLogger } from "../../src/log.ts";
import {
  createPmsClient,
  type PmsClient,
  type PmsClientOptions,
} from "../../src/plex/pms/index.ts";

/** An answer, a connection cut in the middle of one, or none at all. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | "cut"
  | "silence";

export interface Received {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** As it came, behind the question mark. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Answer = (request: Received) => Reply | Promise<Reply>;

/** A server that answers as the test says, and remembers what it was asked. */
export interface CannedPms {
  readonly url: string;
  readonly received: Received[];
  /** Connections that were opened so far. */
  connections(): number;
  /** Methods and paths, in their order. */
  asked(): string[];
  close(): Promise<void>;
}

export const container = (content: Readonly<Record<string, unknown>>): Reply => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ MediaContainer: content }),
});

/** What Plex answers to most writes. */
export const empty: Reply = { headers: { "content-type": "text/html" } };

/** Errors are pages, whatever `Accept` says (docs/reference/plex-contract.md, fact 38). */
export const page = (status: number, title: string): Reply => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${title}</title></head><body><h1>${status} ${title}</h1></body></html>`,
});

/** Answers by method and path; everything else with 404. */
export const routes =
  (answers: Readonly<Record<string, Reply | Answer>>): Answer =>
  (request) => {
    const found = answers[`${request.method} ${request.path}`];
    if (typeof found === "function") return found(request);
    return found ?? page(404, "Not Found");
  };

const send = (response: ServerResponse, reply: Reply): void => {
  if (reply === "silence") return;
  if (reply === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"MediaContainer":', () => response.destroy());
    return;
  }
  response.writeHead(reply.status ?? 200, { ...reply.headers });
  response.end(reply.body ?? "");
};

export async function startCannedPms(answer: Answer): Promise<CannedPms> {
  const received: Received[] = [];
  let connections = 0;
  const http = createServer((request, response) => {
    const respond = async (): Promise<void> => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
      const { method = "", url = "", headers } = request;
      const [path = "", rawQuery = ""] = url.split("?");
      const query = new URLSearchParams(rawQuery);
      const asked = { method, path, rawQuery, query, headers, body: Buffer.concat(chunks) };
      received.push(asked);
      send(response, await answer(asked));
    };
    respond().catch(() => response.destroy());
  });
  http.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
    asked: () => received.map(({ method, path }) => `${method} ${path}`),
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
}

export const canaryToken = "canary-token-4711";

/** A client with a token that must never be shown. */
export const clientFor = (
  url: string,
  options: Partial<PmsClientOptions> & { readonly clock?: Clock } = {},
): PmsClient =>
  createPmsClient({
    token: canaryToken,
    clientIdentifier: "stash2plex-test",
    version: "1.2.3",
    clock: systemClock,
    logger: silentLogger,
    random: () => 0,
    ...options,
    url,
  });

export interface ConnectedPms {
  readonly client: PmsClient;
  readonly pms: CannedPms;
}

/** Clients with their servers, all of which end together. */
export function createPmsBench() {
  const open: { close(): Promise<void> }[] = [];
  return {
    connect: async (
      answer: Answer,
      options: Partial<PmsClientOptions> = {},
    ): Promise<ConnectedPms> => {
      const pms = await startCannedPms(answer);
      const client = clientFor(`${pms.url}${options.url ?? ""}`, options);
      open.push(client, pms);
      return { client, pms };
    },
    end: async (): Promise<void> => {
      for (const thing of open.splice(0)) await thing.close();
    },
  };
}
