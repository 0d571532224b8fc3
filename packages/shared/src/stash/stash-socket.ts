import { type Agent, WebSocket } from "undici";

import type { Clock, Timer } from "../clock.ts";
import type { Logger } from "../log.ts";
import type { StashConnection } from "./connection.ts";
import { type SocketMessage, outgoing, subscriptionProtocol } from "./socket-messages.ts";

/** From dialling until the subscriptions are placed. */
const openingMs = 10_000;
/** Stash sends no pings on this protocol: without ours a dead socket looks like a quiet Stash (2.7). */
const pingEveryMs = 30_000;
const pongWithinMs = 10_000;

export interface StashSocketOptions<News> {
  readonly connection: StashConnection;
  readonly agent: Agent;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Messages that place the subscriptions (`subscribeMessage`). */
  readonly subscriptions: readonly string[];
  /** Makes sense of one message; what it does not understand is `other`. */
  readonly read: (text: string) => SocketMessage<News>;
  /** The subscriptions were placed. */
  readonly onOpen: () => void;
  readonly onNews: (news: News) => void;
  /** Stash does not serve one of the subscriptions; the others go on. */
  readonly onRefused?: (subscription: string) => void;
  /** Called once, whatever ended the socket. */
  readonly onEnd: (reason: string) => void;
}

const socketUrl = ({ base }: StashConnection): string => {
  const url = new URL("graphql", base.url);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
};

/** One life of the web socket. Returns what ends it, after which nothing more is told. */
export function openStashSocket<News>(options: StashSocketOptions<News>): () => void {
  const { connection, agent, clock, logger, onEnd } = options;
  const socket = new WebSocket(socketUrl(connection), {
    protocols: [subscriptionProtocol],
    headers: { ...connection.headers },
    dispatcher: agent,
  });
  let acknowledged = false;
  let ended = false;
  let timer: Timer | null = null;

  const isOpen = (): boolean => !ended;
  const after = (ms: number, task: () => void): void => {
    timer?.cancel();
    timer = clock.setTimeout(task, ms);
  };
  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    timer?.cancel();
    socket.close();
    onEnd(reason);
  };
  const awaitPing = (): void => after(pingEveryMs, ping);
  const ping = (): void => {
    socket.send(outgoing.ping);
    after(pongWithinMs, () => end("it no longer answers"));
  };
  const begin = (): void => {
    acknowledged = true;
    for (const subscription of options.subscriptions) socket.send(subscription);
    options.onOpen();
  };
  const handle = (message: SocketMessage<News>): void => {
    if (message.kind === "acknowledged") begin();
    if (message.kind === "ping") socket.send(outgoing.pong);
    if (message.kind === "news") options.onNews(message.news);
    if (message.kind === "refused") {
      const { subscription } = message;
      logger.warn("Stash refused a subscription; its polls go on", { subscription });
      options.onRefused?.(subscription);
    }
  };

  after(openingMs, () => end("it did not open in time"));
  socket.addEventListener("open", () => socket.send(outgoing.init));
  socket.addEventListener("message", ({ data }) => {
    if (!isOpen()) return;
    handle(options.read(String(data)));
    // Any word proves that the other end lives; but whoever heard it may have hung up.
    if (acknowledged && isOpen()) awaitPing();
  });
  // Without a listener of its own a failed handshake would be an unhandled error; a close follows it.
  socket.addEventListener("error", () => undefined);
  socket.addEventListener("close", ({ code }) => {
    end(acknowledged ? `it was closed (${code})` : "it could not be opened");
  });
  return () => {
    ended = true;
    timer?.cancel();
    socket.close();
  };
}
