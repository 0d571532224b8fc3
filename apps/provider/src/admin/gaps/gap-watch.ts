import type { GapService, GapSummary } from "@stash2plex/engine/gaps";
import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

/** A summary that is younger than this is good enough for a program that asks again and again. */
const freshMs = 10_000;

/** The gaps for those who must not wait for the thread that keeps them. */
export interface GapWatch {
  /** What was last known; null before the first word. Asks for a newer one in the background. */
  last(): GapSummary | null;
  /** What is known is old. */
  expire(): void;
}

export function createGapWatch(deps: {
  readonly gaps: Pick<GapService, "summary">;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}): GapWatch {
  const { gaps, clock, logger } = deps;
  let known: GapSummary | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking = false;
  const ask = async (): Promise<void> => {
    asking = true;
    askedAt = clock.now();
    try {
      known = await gaps.summary();
    } catch (error) {
      logger.debug("The gaps could not be counted; the figures of before stay", { error });
    } finally {
      asking = false;
    }
  };
  return {
    last: () => {
      if (!asking && clock.now() - askedAt >= freshMs) void ask();
      return known;
    },
    expire: () => {
      askedAt = Number.NEGATIVE_INFINITY;
      if (!asking) void ask();
    },
  };
}
