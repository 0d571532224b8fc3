import type { Clock } from "../clock.ts";
import { guardedListener } from "../http/guarded-listener.ts";
import type { Logger } from "../log.ts";
import type { StashTrigger, TriggerSubscription } from "./api.ts";
import type { StashConnection } from "./connection.ts";
import { keepStashSocket } from "./kept-stash-socket.ts";
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
  const tell = guardedListener("Stash", options.onTrigger, options.logger);
  const kept = keepStashSocket({
    ...options,
    subscriptions: triggerSubscriptions,
    reader: () => readMessage,
    onNews: tell,
    tell,
  });
  return { close: () => kept.close() };
}
