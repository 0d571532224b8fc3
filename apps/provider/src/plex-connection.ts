import type { PlexConnection } from "@stash2plex/engine/engine";
import { systemClock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import { createPmsClient, type PmsClient } from "@stash2plex/shared/pms";

export function connectToPlex(connection: PlexConnection, logger: Logger): PmsClient {
  return createPmsClient({ ...connection, clock: systemClock, random: Math.random, logger });
}
