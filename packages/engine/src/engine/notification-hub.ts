import type { PmsClient, PmsNotification } from "@stash2plex/shared/pms";

import { createListeners } from "../listeners.ts";
import type { ListenToPlex } from "../reconcile/index.ts";

export interface NotificationHub {
  readonly listen: ListenToPlex;
  /** The client, whose subscriptions all share one socket. */
  readonly pms: PmsClient;
  close(): void;
}

/** One socket to Plex for all who listen, opened for the first and kept until the end. */
export function createNotificationHub(pms: PmsClient): NotificationHub {
  const listeners = createListeners<[PmsNotification]>();
  let socket: { close(): void } | null = null;
  const listen: ListenToPlex = (listener) => {
    const forget = listeners.add(listener);
    socket ??= pms.subscribe((notification) => {
      listeners.tell(notification);
    });
    return forget;
  };
  return {
    listen,
    pms: {
      ...pms,
      subscribe: (listener) => ({ close: listen(listener) }),
    },
    close: () => {
      listeners.clear();
      socket?.close();
      socket = null;
    },
  };
}
