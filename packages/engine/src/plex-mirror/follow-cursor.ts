import type { PmsListedItem } from "@stash2plex/shared/pms";

/** Seconds before the cursor that are asked for again: times of Plex are whole seconds, and writes take a moment. */
const overlapSeconds = 5;
/** So long after a cursor was first seen, Plex's clock is surely past the overlap. */
const settledAfterMs = 10_000;

/** Distinct reads of one section, begun at known times of our own clock (only their distance counts). */
export interface CursorMemory {
  /** Epoch seconds of Plex to ask from, inclusive; undefined: everything. */
  since(sectionKey: string, cursor: number | null): number | undefined;
  /** A follow from this cursor, begun at `began`, read everything. */
  followed(sectionKey: string, cursor: number | null, began: number): void;
}

const largest = (values: Iterable<number | null>): number | null => {
  let most: number | null = null;
  for (const value of values) if (value !== null && (most === null || value > most)) most = value;
  return most;
};

/**
 * The latest moment of Plex's own clock in these items. People may set `addedAt` to any day, also one to come: it
 * counts only where Plex gives nothing better.
 */
export const newestOf = (items: readonly PmsListedItem[]): number | null =>
  largest(items.map(({ updatedAt }) => updatedAt)) ?? largest(items.map(({ addedAt }) => addedAt));

/**
 * Remembers which cursors have nothing more to tell: without that a bulk edit, all of one second, would be read again
 * with every follow until something else changes.
 */
export const createCursorMemory = (): CursorMemory => {
  const known = new Map<string, { cursor: number; seenAt: number; settled: boolean }>();
  return {
    since: (key, cursor) => {
      if (cursor === null) return undefined;
      const entry = known.get(key);
      const isSettled = entry?.cursor === cursor && entry.settled;
      return isSettled ? cursor + 1 : Math.max(0, cursor - overlapSeconds);
    },
    followed: (key, cursor, began) => {
      if (cursor === null) return;
      const entry = known.get(key);
      if (entry?.cursor !== cursor) known.set(key, { cursor, seenAt: began, settled: false });
      else if (began - entry.seenAt >= settledAfterMs) entry.settled = true;
    },
  };
};
