import {
  Agent,
  createServer,
  type IncomingMessage,
  request as ask,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** Stands before a Stash, counts what it is asked, and can hold polls back. */
export interface StashGate {
  readonly url: string;
  /** GraphQL requests so far that a request of Plex can cause: live reads of scenes, and look-ups of files. */
  asked(): number;
  /** All others so far: the first copy, polls and passes, which go on by the clock. */
  background(): number;
  /** Polls wait from now on; live reads and look-ups do not. */
  holdPolls(): void;
  release(): void;
  close(): Promise<void>;
}

const ASKED =
  /^(ScenesByIds(WithGroups|WithMovies)|SceneCandidates|SceneByOshash|FileByPath|FilesByBaseName)$/;
/** Without these nothing can be asked at all. */
const INTRODUCTION = /^(ServerVersion|ServerStatus|SchemaProbe)$/;

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const operationOf = (body: Buffer): string =>
  /\b(?:query|mutation)\s+(\w+)/.exec(body.toString())?.[1] ?? "unnamed";

export async function openStashGate(stashUrl: string): Promise<StashGate> {
  const { hostname, port } = new URL(stashUrl);
  const agent = new Agent({ keepAlive: true });
  const counts = { asked: 0, background: 0 };
  const webSockets = new Set<Socket>();
  let waiting: (() => void)[] | null = null;

  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readAll(request);
    const operation = operationOf(body);
    const isAsked = ASKED.test(operation);
    if (request.method === "POST") counts[isAsked ? "asked" : "background"] += 1;
    const queue = waiting;
    if (queue !== null && !isAsked && !INTRODUCTION.test(operation)) {
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    const { method, url: path, headers } = request;
    const onward = ask({ hostname, port, method, path, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    onward.end(body);
  };
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy());
  });
  server.on("upgrade", (request: IncomingMessage, socket, head) => {
    const onward = connect(Number(port), hostname, () => {
      const lines = [`GET ${request.url ?? "/"} HTTP/1.1`];
      for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
        lines.push(`${request.rawHeaders[at] ?? ""}: ${request.rawHeaders[at + 1] ?? ""}`);
      }
      onward.write(`${lines.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    webSockets.add(onward);
    onward.on("error", () => socket.destroy());
    onward.on("close", () => {
      webSockets.delete(onward);
      socket.destroy();
    });
    socket.on("error", () => onward.destroy());
  });
  const release = (): void => {
    const queue = waiting ?? [];
    waiting = null;
    for (const go of queue) go();
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => counts.asked,
    background: () => counts.background,
    holdPolls: () => {
      waiting ??= [];
    },
    release,
    close: async () => {
      release();
      agent.destroy();
      for (const socket of webSockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
