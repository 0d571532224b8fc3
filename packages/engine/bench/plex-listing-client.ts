import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import { createPmsClient, type PmsClient } from "@stash2plex/shared/pms";

import { createMemoryPms } from "../test/memory-pms.ts";

/** The real client's listings over HTTP, in front of a memory Plex that knows one section and answers the rest. */
export const createListingClient = (url: string): PmsClient => {
  const pms = createMemoryPms(systemClock);
  pms.addSection({ locations: [{ id: 1, path: "/media/nature" }] });
  const client = createPmsClient({
    url,
    token: "owner-token",
    clientIdentifier: "bench",
    version: "0",
    clock: systemClock,
    random: Math.random,
    logger: silentLogger,
  });
  return { ...pms.client, sectionItems: (key, query) => client.sectionItems(key, query) };
};
