import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";

import { parseStashEvents, type StashEvent } from "@stash2plex/shared/events";

/** What a provider may do with events: take them, refuse them, or say nothing. */
export type ServerMood = "takes" | "refuses" | "fails" | "hangs" | "drops" | "is-no-web-server";

export interface EventServer {
  readonly url: string;
  readonly events: readonly StashEvent[];
  readonly tokens: ReadonlySet<string>;
  readonly requests: () => number;
  /** Addresses under `/api/stash` that were asked. */
  readonly asked: readonly string[];
  /** What those are answered: the text that Stash would hand on. */
  reply: string;
  mood: ServerMood;
  close(): Promise<void>;
}

/** The part of a provider that hooks talk to, on a free port. */
export async function startEventServer(): Promise<EventServer> {
  const events: StashEvent[] = [];
  const tokens = new Set<string>();
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requests += 1;
      tokens.add(request.headers.authorization ?? "");
      if (state.mood === "hangs") return;
      if (state.mood === "drops") {
        request.socket.destroy();
        return;
      }
      if (state.mood === "is-no-web-server") {
        request.socket.end(`${"SSH-2.0-something ".repeat(10)}\r\n`);
        return;
      }
      if (state.mood === "takes" && request.url === "/api/events")
        events.push(...parseStashEvents(JSON.parse(body)).events);
      if (request.url?.startsWith("/api/stash") === true && state.mood === "takes") {
        asked.push(request.url);
        response.end(JSON.stringify({ data: { me: { name: state.reply } } }));
        return;
      }
      const status = { takes: 202, refuses: 401, fails: 500 }[state.mood];
      response.writeHead(status, { "content-type": "application/json" }).end("{}");
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const state: EventServer = {
    url: `http://127.0.0.1:${port}`,
    events,
    tokens,
    requests: () => requests,
    asked,
    reply: '{"lines":["Started."],"watch":"http://provider:9998/ui"}',
    mood: "takes",
    close: async () => {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return state;
}
