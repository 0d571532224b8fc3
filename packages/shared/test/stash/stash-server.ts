import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer, a connection cut in the middle of one, or none at all. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  | "cut"
  | "silence";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Name of the GraphQL operation; "" for a picture. */
  readonly operation: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Answer = (request: Received) => Reply | Promise<Reply>;

/** A small server that answers as the test says, and remembers what it was asked. */
export interface StashServer {
  readonly url: string;
  readonly received: Received[];
  /** Names of the GraphQL operations so far, without the questions for the version. */
  operations(): string[];
  /** What is answered from now on. */
  answer: Answer;
  close(): Promise<void>;
}

export const json = (body: unknown, status = 200): Reply => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const data = (value: unknown): Reply => json({ data: value });

export const versionReply = (version: string | null): Reply => data({ version: { version } });

/** Answers the version; all else by operation name. */
export const stashOf =
  (version: string | null, answers: Readonly<Record<string, Reply | Answer>>): Answer =>
  (request) => {
    const found = answers[request.operation];
    if (typeof found === "function") return found(request);
    if (found !== undefined) return found;
    if (request.operation === "ServerVersion") return versionReply(version);
    return json({ errors: [{ message: `no answer for ${request.operation}` }], data: null });
  };

const send = (response: ServerResponse, reply: Reply): void => {
  if (reply === "silence") return;
  if (reply === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"data":', () => response.destroy());
    return;
  }
  response.writeHead(reply.status ?? 200, { ...reply.headers });
  response.end(reply.body ?? "");
};

const parseBody = (text: string): Pick<Received, "operation" | "query" | "variables"> => {
  if (text === "") return { operation: "", query: "", variables: {} };
  const { query, variables } = JSON.parse(text) as Pick<Received, "query" | "variables">;
  return { operation: /query (\w+)/.exec(query)?.[1] ?? "", query, variables };
};

export async function startStashServer(answer: Answer): Promise<StashServer> {
  const received: Received[] = [];
  const http = createServer((request, response) => {
    const respond = async (): Promise<void> => {
      let text = "";
      for await (const chunk of request) text += String(chunk);
      const { method = "", url: path = "", headers } = request;
      const asked: Received = { method, path, headers, ...parseBody(text) };
      received.push(asked);
      send(response, await server.answer(asked));
    };
    respond().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  const { port } = http.address() as AddressInfo;
  const server: StashServer = {
    url: `http://127.0.0.1:${port}`,
    received,
    operations: () =>
      received.map(({ operation }) => operation).filter((name) => name !== "ServerVersion"),
    answer,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
  return server;
}
