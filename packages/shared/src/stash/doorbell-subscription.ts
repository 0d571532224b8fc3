import type { Clock } from "../clock.ts";
import { guardedListener } from "../http/guarded-listener.ts";
import type { Logger } from "../log.ts";
import type { DoorbellSignal, DoorbellSubscription } from "./api.ts";
import type { StashConnection } from "./connection.ts";
import { createDoorbellReader, doorbellSubscriptions } from "./doorbell-messages.ts";
import { keepStashSocket } from "./kept-stash-socket.ts";

export interface DoorbellSubscriptionOptions {
  readonly connection: StashConnection;
  readonly clock: Clock;
  /** 0 up to but not 1; spreads the attempts of many clients after Stash was away. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly onSignal: (signal: DoorbellSignal) => void;
}

/**
 * Listens to Stash's log for the plugin's lines until it is closed; reconnects by itself (`keepSocket`). A message
 * above 64 MB ends the socket, which is then opened again.
 */
export function openDoorbellSubscription(
  options: DoorbellSubscriptionOptions,
): DoorbellSubscription {
  const tell = guardedListener("Stash", options.onSignal, options.logger);
  return keepStashSocket({
    ...options,
    subscriptions: doorbellSubscriptions,
    reader: createDoorbellReader,
    onNews: ({ events, overflowed }) => {
      if (events.length > 0) tell({ kind: "rung", events });
      // As after a gap: the followers find what was lost.
      if (overflowed) tell({ kind: "connected" });
    },
    // Dialling again would not help: the polls go on until Stash itself ends the socket.
    onRefused: () =>
      tell({ kind: "disconnected", reason: "Stash does not let its log be followed." }),
    tell,
  });
}
