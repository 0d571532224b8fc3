import type { IncomingMessage, Server } from "node:http";

import { WebSocketServer } from "ws";

import type { Notices } from "./notices.ts";

export interface NotificationSockets {
  readonly count: number;
  /** Ends all connections, as a restart does. */
  drop(): void;
  close(): void;
}

/** The documented path, and the one that clients use (11.7). */
const paths: ReadonlySet<string> = new Set([
  "/:/websockets/notifications",
  "/:/websocket/notifications",
]);

const refuse = (status: string): string =>
  `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;

/** Tells everything to everybody who listens, as text. */
export function attachNotifications(
  server: Server,
  notices: Notices,
  deps: {
    readonly isToken: (token: string | null) => boolean;
    readonly missingRoutes: readonly string[];
    /** null while no fault stands in the way. */
    readonly refusal: () => string | null;
    readonly onViolation: (sentence: string) => void;
  },
): NotificationSockets {
  const sockets = new WebSocketServer({ noServer: true });
  const tokenOf = (request: IncomingMessage, url: URL): string | null => {
    const header = request.headers["x-plex-token"];
    return url.searchParams.get("X-Plex-Token") ?? (typeof header === "string" ? header : null);
  };
  server.on("upgrade", (request, stream, head) => {
    const url = new URL(request.url ?? "/", "http://plex.invalid");
    const isKnown = paths.has(url.pathname);
    if (!isKnown) deps.onViolation(`GET ${url.pathname}: no such socket is known.`);
    if (!isKnown || deps.missingRoutes.includes(`GET ${url.pathname}`)) {
      stream.end(refuse("404 Not Found"));
      return;
    }
    const refusal = deps.isToken(tokenOf(request, url)) ? deps.refusal() : "401 Unauthorized";
    if (refusal !== null) {
      stream.end(refuse(refusal));
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const forget = notices.listen((text) => socket.send(text));
      socket.on("close", forget);
      socket.on("error", () => socket.terminate());
    });
  });
  const drop = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return {
    get count() {
      return sockets.clients.size;
    },
    drop,
    close() {
      drop();
      sockets.close();
    },
  };
}
