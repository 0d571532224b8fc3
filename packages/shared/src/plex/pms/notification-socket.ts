import { ping, WebSocket } from "undici";

import type { Clock, Timer } from "../../clock.ts";
import { encodeQuery } from "../../http/query-encoding.ts";
import type { NotificationAgent } from "./notification-agent.ts";
import type { PmsConnection } from "./pms-connection.ts";

const openingMs = 10_000;
const silenceMs = 30_000;
const pongWithinMs = 10_000;

export interface NotificationSocketOptions {
  readonly connection: PmsConnection;
  readonly agent: NotificationAgent;
  readonly clock: Clock;
  /** Relative to the base, without a leading slash. */
  readonly path: string;
  readonly onOpen: () => void;
  readonly onMessage: (message: string) => void;
  /** Called once, whatever ended the socket; the status of a refused handshake, or null. */
  readonly onEnd: (reason: string, refusedWith: number | null) => void;
}

/** The token goes in the query, too: Plex's own clients send it so, and some servers want it there (11.7). */
const socketUrl = ({ base, token }: PmsConnection, path: string): string => {
  const query = token === "" ? "" : `?${encodeQuery([["X-Plex-Token", token]])}`;
  return `${base.shown.replace(/^http/, "ws")}/${path}${query}`;
};

const refusal = (status: number | null): string => {
  if (status === 401) return "the token was refused (401); put a new token into PLEX_TOKEN";
  return status === null ? "it could not be opened" : `it was refused (${status})`;
};

/** One life of the web socket. Returns what ends it, after which nothing more is told. */
export function openNotificationSocket(options: NotificationSocketOptions): () => void {
  const { connection, agent, clock, onEnd } = options;
  const { identity, token, base } = connection;
  const socket = new WebSocket(socketUrl(connection, options.path), {
    headers: {
      ...identity,
      ...(token === "" ? {} : { "X-Plex-Token": token }),
      ...(base.authorization === null ? {} : { authorization: base.authorization }),
    },
    dispatcher: agent.dispatcher,
  });
  let isOpen = false;
  let ended = false;
  let timer: Timer | null = null;

  const after = (ms: number, task: () => void): void => {
    timer?.cancel();
    timer = clock.setTimeout(task, ms);
  };
  const end = (reason: string, refusedWith: number | null = null): void => {
    if (ended) return;
    ended = true;
    timer?.cancel();
    socket.close();
    onEnd(reason, refusedWith);
  };
  const watch = (): void => {
    const before = agent.bytesRead();
    after(silenceMs, () => (agent.bytesRead() === before ? probe(before) : watch()));
  };
  /** A dead connection looks like a quiet server. */
  const probe = (before: number): void => {
    ping(socket);
    after(pongWithinMs, () => {
      if (agent.bytesRead() === before) end("it no longer answers");
      else watch();
    });
  };

  after(openingMs, () => end("it did not open in time"));
  socket.addEventListener("open", () => {
    isOpen = true;
    watch();
    options.onOpen();
  });
  socket.addEventListener("message", ({ data }) => {
    if (!ended && typeof data === "string") options.onMessage(data);
  });
  // Without a listener of its own a failed handshake would be an unhandled error; a close follows it.
  socket.addEventListener("error", () => undefined);
  socket.addEventListener("close", ({ code }) => {
    if (isOpen) end(`it was closed (${code})`);
    else end(refusal(agent.refusedWith()), agent.refusedWith());
  });
  return () => {
    ended = true;
    timer?.cancel();
    socket.close();
  };
}
