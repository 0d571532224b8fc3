import type { PmsItemId } from "@stash2plex/shared/pms";

/** Remembers when items were last looked at, of so many as fit. */
export interface LastLooks {
  mayLook(itemId: PmsItemId, now: number, pauseMs: number): boolean;
  looked(itemId: PmsItemId, now: number): void;
}

/** Some megabytes. What is forgotten is looked at once more. */
const mostItems = 50_000;

export const createLastLooks = (most = mostItems): LastLooks => {
  // In the order of the times: the oldest is the first.
  const times = new Map<PmsItemId, number>();
  return {
    mayLook: (itemId, now, pauseMs) => now - (times.get(itemId) ?? -Infinity) >= pauseMs,
    looked: (itemId, now) => {
      times.delete(itemId);
      times.set(itemId, now);
      const [oldest] = times.keys();
      if (times.size > most && oldest !== undefined) times.delete(oldest);
    },
  };
};
