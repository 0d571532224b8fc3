import type { Server } from "node:http";

import { WebSocketServer, type WebSocket } from "ws";

import type { Library, LibraryEvent } from "../sample-library/library.ts";
import type { AccessGuard } from "./access.ts";
import type { LogListener } from "./log-lines.ts";

interface Message {
  readonly type?: string;
  readonly id?: string;
  readonly payload?: { readonly query?: string };
}

export interface Sockets {
  /** How many subscriptions are open. */
  readonly subscriptions: number;
  /** Subscriptions to the log. */
  logListeners(): readonly LogListener[];
  /** Ends all connections, as a restart does. */
  drop(): void;
  close(): void;
}

const PROTOCOL = "graphql-transport-ws";

/** What a subscription to this root field hears of an event; undefined: nothing. */
function payloadOf(field: string, event: LibraryEvent): object | undefined {
  if (field === "scanCompleteSubscribe" && event.kind === "scan-complete") {
    return { scanCompleteSubscribe: true };
  }
  if (field !== "jobsSubscribe") return undefined;
  const description = event.kind === "job-ended" ? event.description : "Scanning...";
  const job = { id: "1", status: "FINISHED", description, progress: 1 };
  return { jobsSubscribe: { type: "REMOVE", job } };
}

function rootField(query: string): string {
  return /(jobsSubscribe|scanCompleteSubscribe|loggingSubscribe)/.exec(query)?.[1] ?? "unknown";
}

function serve(socket: WebSocket, fields: Map<string, string>): void {
  const say = (message: object): void => socket.send(JSON.stringify(message));
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Message;
    const { type, id = "" } = message;
    if (type === "connection_init") say({ type: "connection_ack" });
    else if (type === "ping") say({ type: "pong" });
    else if (type === "subscribe") fields.set(id, rootField(message.payload?.query ?? ""));
    else if (type === "complete") fields.delete(id);
  });
}

/** Subscriptions over `/graphql`; the key is looked at in the handshake (docs/reference/stash.md, 2.7). */
export function attachSockets(server: Server, library: Library, guard: AccessGuard): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  const connected = new Map<WebSocket, Map<string, string>>();
  server.on("upgrade", (request, stream, head) => {
    const url = new URL(request.url ?? "/", "http://stash.invalid");
    if (url.pathname !== "/graphql" || guard.check(request, url) !== "granted") {
      stream.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const fields = new Map<string, string>();
      connected.set(socket, fields);
      socket.on("close", () => connected.delete(socket));
      socket.on("error", () => socket.terminate());
      serve(socket, fields);
    });
  });
  const forget = library.onEvent((event) => {
    for (const [socket, fields] of connected) {
      for (const [id, field] of fields) {
        const data = payloadOf(field, event);
        if (data !== undefined)
          socket.send(JSON.stringify({ id, type: "next", payload: { data } }));
      }
    }
  });
  const drop = (): void => {
    for (const socket of connected.keys()) socket.terminate();
  };
  return {
    get subscriptions() {
      return [...connected.values()].reduce((sum, fields) => sum + fields.size, 0);
    },
    logListeners: () =>
      [...connected].flatMap(([socket, fields]) =>
        [...fields]
          .filter(([, field]) => field === "loggingSubscribe")
          .map(([id]) => ({ id, socket })),
      ),
    drop,
    close() {
      forget();
      drop();
      sockets.close();
    },
  };
}
