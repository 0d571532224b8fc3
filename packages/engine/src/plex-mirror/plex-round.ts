import { PmsError } from "@stash2plex/shared/pms";

import { passSection } from "./full-pass.ts";
import { createPartRemap } from "./map-parts.ts";
import type { PlexContext } from "./plex-context.ts";

const longestRetryMs = 60_000;
const shortestRetryMs = 5_000;

/** A token that PMS refuses is tried slowly: it comes back only when somebody changes it. */
export const retryPauseMs = (failures: number, error: unknown): number =>
  error instanceof PmsError && error.class === "unauthorized"
    ? longestRetryMs
    : Math.min(longestRetryMs, shortestRetryMs * 2 ** (failures - 1));

/** What a round does: everything at first and by schedule, else what is new. */
export const createRound = (
  context: PlexContext,
  fullPassIntervalMs: number,
  jobs: { readonly follow: () => Promise<void>; readonly fullPass: () => Promise<void> },
): (() => Promise<void>) => {
  const remapParts = createPartRemap(context);
  const { meta, clock, sections, pms } = context;
  const isPassDue = (): boolean => {
    const last = meta.get("lastFullPass");
    // A clock that was put back must not keep the pass away.
    return last === null || last > clock.now() || clock.now() - last >= fullPassIntervalMs;
  };
  const passNewSections = async (): Promise<void> => {
    const fresh = sections
      .all()
      .filter(({ key, watched }) => watched && sections.course(key).fullPassAt === null)
      .map(({ key }) => key);
    if (fresh.length === 0) return;
    for (const section of await pms.sections({ signal: context.signal })) {
      if (fresh.includes(section.key)) await passSection(context, section, { mayBelieve: true });
    }
  };
  return async () => {
    await remapParts();
    if (isPassDue()) await jobs.fullPass();
    else {
      await jobs.follow();
      await passNewSections();
    }
  };
};
