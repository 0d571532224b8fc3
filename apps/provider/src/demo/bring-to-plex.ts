import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import * as z from "zod";

import { createProviderClient, type ProviderClient } from "../cli/steering/provider-client.ts";
import type { SamplePlex } from "./sample-plex.ts";

export interface BringDeps {
  readonly plex: SamplePlex;
  /** Address of the provider on this machine. */
  readonly localUrl: string;
  readonly apiToken: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stopping: AbortSignal;
}

const lookMs = 500;

const syncSchema = z.looseObject({
  queue: z.looseObject({ ready: z.number(), running: z.number() }),
  done: z.number(),
});

/** Until nothing is due any more, seen twice: what follows from a change may come a moment later. */
async function worked(client: ProviderClient, clock: Clock, stopping: AbortSignal): Promise<void> {
  for (let quiet = 0; quiet < 2 && !stopping.aborted;) {
    await new Promise<void>((resolve) => void clock.setTimeout(resolve, lookMs));
    const { queue } = await client.ask({ method: "GET", path: "/api/sync" }, syncSchema);
    quiet = queue.ready + queue.running === 0 ? quiet + 1 : 0;
  }
}

/**
 * Lets the sample's Plex scan with the provider as its agent, waits until every item shows what Stash knows, and has both
 * sides compared: then the page has something to show.
 */
export async function bringToPlex(deps: BringDeps): Promise<void> {
  const { plex, localUrl, apiToken, clock, logger, stopping } = deps;
  const client = createProviderClient({ url: localUrl, apiToken, stopping });
  logger.info("The sample's Plex scans its library with this provider as its agent");
  await plex.takeIn(localUrl);
  const pass = { method: "POST", path: "/api/jobs/plex-pass/run" } as const;
  await client.ask(pass, z.unknown());
  await worked(client, clock, stopping);
  await client.ask({ method: "POST", path: "/api/jobs/compare/run" }, z.unknown());
  logger.info("Stash and the sample's Plex are compared", { page: `${localUrl}/ui/gaps` });
}
