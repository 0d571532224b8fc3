import type { Clock } from "../clock.ts";
import { guardedListener } from "../http/guarded-listener.ts";
import { keepSocket } from "../http/kept-socket.ts";
import type { Logger } from "../log.ts";
import type { StashTrigger, TriggerSubscription } from "./api.ts";
import type { StashConnection } from "./connection.ts";
import { openStashSocket } from "./stash-socket.ts";
import { readMessage, triggerSubscriptions } from "./trigger-messages.ts";

export interface TriggerSubscriptionOptions {
  readonly connection: StashConnection;
  readonly clock: Clock;
  /** 0 up to but not 1; spreads the attempts of many clients after Stash was away. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly onTrigger: (trigger: StashTrigger) => void;
}

/** Listens to the ends of scans and jobs until it is closed; reconnects by itself (`keepSocket`). */
export function openTriggerSubscription(options: TriggerSubscriptionOptions): TriggerSubscription {
  const { connection, clock, random, logger } = options;
  const agent = connection.socketAgent();
  const tell = guardedListener("Stash", options.onTrigger, logger);
  const kept = keepSocket({
    server: "Stash",
    clock,
    random,
    dial: (life) =>
      openStashSocket({
        ...life,
        connection,
        agent,
        clock,
        logger,
        subscriptions: triggerSubscriptions,
        read: readMessage,
        onNews: tell,
      }),
    onConnected: () => tell({ kind: "connected" }),
    onDisconnected: (reason) => tell({ kind: "disconnected", reason }),
  });
  return {
    close: () => {
      kept.close();
      void agent.destroy();
    },
  };
}
