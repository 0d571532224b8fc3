import { rmSync, writeFileSync } from "node:fs";

import { errorMessage } from "@stash2plex/shared/error-message";
import type { StashEvent } from "@stash2plex/shared/events/hook";

import type { DataFiles } from "./data-folder.js";
import { fileAge } from "./file-age.js";
import { postEvent } from "./post-event.js";
import { type ProviderAddress, readProviderAddress } from "./provider-address.js";

/** A save in Stash waits no longer than this for the provider. */
const DEADLINE_MS = 1_000;
/** After a failure the provider is not tried again for so long: five hundred saves must not wait a second each. */
const MUTE_MS = 30_000;

/** Sends events to the provider. Rejects with a sentence unless they are kept there. */
export async function postEvents(
  { url, token }: ProviderAddress,
  events: StashEvent | readonly StashEvent[],
  deadlineMs = DEADLINE_MS,
): Promise<void> {
  const status = await postEvent({
    url: `${url}/api/events`,
    token,
    body: JSON.stringify(events),
    deadlineMs,
  });
  if (status === 200 || status === 202) return;
  throw new Error(
    status === 401 || status === 403
      ? "the provider refused the token; copy its API_TOKEN to the setting provider_token"
      : `the provider answered with status ${status}; check the setting provider_url`,
  );
}

export type Delivery =
  | { readonly kind: "delivered" }
  /** Nobody to deliver to just now. */
  | { readonly kind: "kept" }
  | { readonly kind: "failed"; readonly reason: string };

const mute = (file: string): void => {
  try {
    writeFileSync(file, "");
  } catch {
    // A folder that cannot be written costs time, and must not cost the event.
  }
};

/** Tries once to bring an event to the provider, where there is one and it is not known to be away. */
export async function deliver(
  files: DataFiles,
  event: StashEvent,
  now: () => number,
): Promise<Delivery> {
  const address = readProviderAddress(files.provider);
  if (address === null || address.url === "") return { kind: "kept" };
  const muted = fileAge(files.mute, now());
  if (muted !== null && muted < MUTE_MS) return { kind: "kept" };
  try {
    await postEvents(address, event);
    if (muted !== null) rmSync(files.mute, { force: true });
    return { kind: "delivered" };
  } catch (error) {
    mute(files.mute);
    return { kind: "failed", reason: errorMessage(error) };
  }
}
