import type { Logger } from "../../log.ts";
import { createArtwork } from "./artwork.ts";
import { createEditing } from "./editing.ts";
import { createItemReads } from "./item-reads.ts";
import { createMatching } from "./matching.ts";
import { openNotifications } from "./notifications.ts";
import type { PmsClient } from "./pms-client.ts";
import { createPmsConnection, type PmsConnectionOptions } from "./pms-connection.ts";
import { createRegistration } from "./registration.ts";
import { createSectionSetUp } from "./section-set-up.ts";
import { createServerReads } from "./server-reads.ts";

export interface PmsClientOptions extends PmsConnectionOptions {
  readonly logger: Logger;
  /** 0 up to but not 1; spreads reconnections. */
  readonly random: () => number;
}

/**
 * A client of one Plex Media Server. Opens nothing yet: sockets are made by the first call.
 *
 * @throws PmsError when PLEX_URL or PLEX_TOKEN cannot be used at all.
 */
export function createPmsClient(options: PmsClientOptions): PmsClient {
  const { clock, logger, random } = options;
  const connection = createPmsConnection(options);
  const subscriptions = new Set<{ close(): void }>();

  return {
    ...createServerReads(connection, logger),
    ...createItemReads(connection, logger),
    ...createEditing(connection),
    ...createMatching(connection, logger),
    ...createArtwork(connection, logger),
    ...createRegistration(connection, logger),
    ...createSectionSetUp(connection, logger),
    subscribe: (onNotification) => {
      const opened = openNotifications({ connection, clock, random, logger, onNotification });
      const subscription = {
        close: () => {
          if (subscriptions.delete(subscription)) opened.close();
        },
      };
      subscriptions.add(subscription);
      return subscription;
    },
    close: async () => {
      for (const subscription of subscriptions) subscription.close();
      await connection.close();
    },
  };
}
