import { type Agent, WebSocket } from "undici";

import type { Clock, Timer } from "../clock.ts";
import type { Logger } from "../log.ts";
import type { StashTrigger } from "./api.ts";
import type { StashConnection } from "./connection.ts";
import {
  type IncomingMessage,
  outgoing,
  readMessage,
  subscriptionProtocol,
} from "./trigger-messages.ts";

/** From dialling until both subscriptions are placed. */
const openingMs = 10_000;
/** Stash sends no pings on this protocol: without ours a dead socket looks like a quiet Stash (2.7). */
const pingEveryMs = 30_000;
const pongWithinMs = 10_000;

export interface TriggerSocketOptions {
  readonly connection: StashConnection;
  readonly agent: Agent;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onTrigger: (trigger: StashTrigger) => void;
  /** Called once, whatever ended the socket; `wasOpen` tells whether it ever worked. */
  readonly onEnd: (reason: string, wasOpen: boolean) => void;
}

const socketUrl = ({ base }: StashConnection): string => {
  const url = new URL("graphql", base.url);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
};

/** One life of the web socket. Returns what ends it. */
export function openTriggerSocket(options: TriggerSocketOptions): () => void {
  const { connection, agent, clock, logger, onTrigger, onEnd } = options;
  const socket = new WebSocket(socketUrl(connection), {
    protocols: [subscriptionProtocol],
    headers: { ...connection.headers },
    dispatcher: agent,
  });
  let acknowledged = false;
  let ended = false;
  let timer: Timer | null = null;

  const after = (ms: number, task: () => void): void => {
    timer?.cancel();
    timer = clock.setTimeout(task, ms);
  };
  const end = (reason: string): void => {
    if (ended) return;
    ended = true;
    timer?.cancel();
    socket.close();
    onEnd(reason, acknowledged);
  };
  const awaitPing = (): void => after(pingEveryMs, ping);
  const ping = (): void => {
    socket.send(outgoing.ping);
    after(pongWithinMs, () => end("it no longer answers"));
  };
  const begin = (): void => {
    acknowledged = true;
    for (const subscription of outgoing.subscriptions) socket.send(subscription);
    onTrigger({ kind: "connected" });
  };
  const handle = (message: IncomingMessage): void => {
    if (message.kind === "acknowledged") begin();
    if (message.kind === "ping") socket.send(outgoing.pong);
    if (message.kind === "trigger") onTrigger(message.trigger);
    if (message.kind === "refused") {
      logger.warn("Stash refused a subscription; its polls go on", {
        subscription: message.subscription,
      });
    }
  };

  after(openingMs, () => end("it did not open in time"));
  socket.addEventListener("open", () => socket.send(outgoing.init));
  socket.addEventListener("message", ({ data }) => {
    if (ended) return;
    handle(readMessage(String(data)));
    // Any word proves that the other end lives.
    if (acknowledged) awaitPing();
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
