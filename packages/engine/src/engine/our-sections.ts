import type { Clock } from "@stash2plex/shared/clock";
import type { PmsClient } from "@stash2plex/shared/pms";

import type { MirroredSection } from "../plex-mirror/index.ts";

const refreshMs = 600_000;

export interface OurSections {
  /** Whether the section's agent is ours: by its own name, or by the first provider of its group. */
  readonly has: (section: MirroredSection) => boolean;
  /** Asks Plex for its groups, when that was long ago. Rejects with a `PmsError`. */
  refresh(signal?: AbortSignal): Promise<void>;
}

/** Which sections use us as their agent. */
export function createOurSections(
  pms: Pick<PmsClient, "providerGroups">,
  identifier: () => string,
  clock: Pick<Clock, "now">,
): OurSections {
  let groups: ReadonlySet<number> = new Set();
  let askedAt = -Infinity;
  return {
    has: ({ agent, providerGroupId }) =>
      agent === identifier() || (providerGroupId !== null && groups.has(providerGroupId)),
    refresh: async (signal) => {
      if (clock.now() - askedAt < refreshMs) return;
      const all = await pms.providerGroups(signal === undefined ? {} : { signal });
      const ours = all.filter(({ primaryIdentifier }) => primaryIdentifier === identifier());
      groups = new Set(ours.map(({ id }) => id));
      askedAt = clock.now();
    },
  };
}
