import type { Clock } from "../clock.ts";
import { keepSocket, type KeptSocket } from "../http/kept-socket.ts";
import type { Logger } from "../log.ts";
import type { StashConnection } from "./connection.ts";
import { openStashSocket, type StashSocketOptions } from "./stash-socket.ts";

/** What every subscription tells beside its news. */
export type SocketState =
  { readonly kind: "connected" } | { readonly kind: "disconnected"; readonly reason: string };

export interface KeptStashSocketOptions<News> extends Pick<
  StashSocketOptions<News>,
  "subscriptions" | "onNews" | "onRefused"
> {
  readonly connection: StashConnection;
  readonly clock: Clock;
  /** 0 up to but not 1; spreads the attempts of many clients after Stash was away. */
  readonly random: () => number;
  readonly logger: Logger;
  /** Makes what reads the messages of one life of the socket. */
  readonly reader: () => StashSocketOptions<News>["read"];
  readonly tell: (state: SocketState) => void;
}

/** Keeps one socket to Stash with its subscriptions; closing it gives up its connection too. */
export function keepStashSocket<News>(options: KeptStashSocketOptions<News>): KeptSocket {
  const { connection, clock, random, tell } = options;
  const agent = connection.socketAgent();
  const kept = keepSocket({
    server: "Stash",
    clock,
    random,
    dial: (life) => openStashSocket({ ...options, ...life, agent, read: options.reader() }),
    onConnected: () => tell({ kind: "connected" }),
    onDisconnected: (reason) => tell({ kind: "disconnected", reason }),
  });
  return {
    ...kept,
    close: () => {
      kept.close();
      void agent.destroy();
    },
  };
}
