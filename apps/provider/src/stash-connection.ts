import type { Logger } from "@stash2plex/shared/log";
import { createStashApi, type StashApi } from "@stash2plex/shared/stash";

import type { Settings } from "./settings/settings.ts";

/** How Stash is reached; plain values, so that they can go to a worker thread. */
export interface StashConnection {
  readonly url: string;
  readonly apiKey: string | null;
  /** Whether the certificate must be valid. */
  readonly tlsVerify: boolean;
}

export function connectionOf({ stashUrl, stashApiKey, stashTlsVerify }: Settings): StashConnection {
  if (stashUrl === null) throw new Error("STASH_URL is not set.");
  return { url: stashUrl, apiKey: stashApiKey, tlsVerify: stashTlsVerify };
}

export function connectToStash(connection: StashConnection, logger: Logger): StashApi {
  return createStashApi({ ...connection, logger });
}
