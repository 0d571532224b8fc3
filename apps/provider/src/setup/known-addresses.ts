import { createStashSetUp } from "@stash2plex/shared/stash";

import { asked, ownIdentifier } from "./check-sides.ts";
import { stashConnection, withPlex } from "./connections.ts";
import { PLUGIN_ID } from "./plugin-facts.ts";
import { registered } from "./registration.ts";
import type { SetupDeps } from "./setup-deps.ts";
import type { PlexChoice, StashChoice } from "./setup.ts";

/** Where Plex knows our provider now; null: it does not. */
export const addressInPlex = (
  choice: PlexChoice,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<string | null> =>
  withPlex(choice, deps, async (pms) => {
    const known = await registered(pms, { identifier: ownIdentifier(deps), signal });
    return known?.uri ?? null;
  });

/** Where the plugin in Stash looks for a provider now; null: nothing is filled in. */
export async function addressInStash(
  choice: StashChoice,
  deps: SetupDeps,
  signal?: AbortSignal,
): Promise<string | null> {
  const stash = createStashSetUp({ ...stashConnection(choice, deps), clock: deps.clock });
  try {
    const stored = await stash.pluginSettings(PLUGIN_ID, asked(signal));
    // Up to v0.25 Stash gives names back in camel case (docs/reference/stash.md, 4.9).
    const address = stored.provider_url ?? stored.providerUrl;
    return typeof address === "string" && address.trim() !== "" ? address.trim() : null;
  } finally {
    await stash.close();
  }
}
