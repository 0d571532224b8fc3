import type { Clock } from "../../clock.ts";
import { guardedListener } from "../../http/guarded-listener.ts";
import { keepSocket, type SocketLife } from "../../http/kept-socket.ts";
import type { Logger } from "../../log.ts";
import { createNotificationAgent } from "./notification-agent.ts";
import { readNotifications } from "./notification-messages.ts";
import { openNotificationSocket } from "./notification-socket.ts";
import type { PmsConnection } from "./pms-connection.ts";
import type { PmsNotification } from "./records.ts";

/** What clients use, then what the documents describe; both exist today (docs/reference/plex-contract.md, 11.7). */
const usedPath = ":/websockets/notifications";
const documentedPath = ":/websocket/notifications";

export interface NotificationsOptions {
  readonly connection: PmsConnection;
  readonly clock: Clock;
  /** 0 up to but not 1; spreads the attempts of many clients after Plex was away. */
  readonly random: () => number;
  readonly logger: Logger;
  readonly onNotification: (notification: PmsNotification) => void;
}

/** Listens to Plex's notifications until it is closed; reconnects by itself (`keepSocket`). */
export function openNotifications(options: NotificationsOptions): { close(): void } {
  const { connection, clock, random, logger } = options;
  const agent = createNotificationAgent();
  const tell = guardedListener("Plex", options.onNotification, logger);

  const open = (path: string, onOpen: () => void, onEnd: (r: string, s: number | null) => void) =>
    openNotificationSocket({
      connection,
      agent,
      clock,
      path,
      onOpen,
      onMessage: (message) => {
        for (const notification of readNotifications(message)) tell(notification);
      },
      onEnd,
    });
  const dial = ({ onOpen, onEnd }: SocketLife): (() => void) => {
    let hangUp = open(usedPath, onOpen, (reason, refusedWith) => {
      if (refusedWith === 404) hangUp = open(documentedPath, onOpen, onEnd);
      else onEnd(reason);
    });
    return () => hangUp();
  };
  const kept = keepSocket({
    server: "Plex",
    clock,
    random,
    dial,
    onConnected: () => tell({ kind: "connected" }),
    onDisconnected: (reason) => tell({ kind: "disconnected", reason }),
  });
  return {
    close: () => {
      kept.close();
      agent.destroy();
    },
  };
}
