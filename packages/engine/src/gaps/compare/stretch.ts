import type { Difference } from "../difference.ts";

/** What was found on one stretch of items or scenes. */
export interface Stretch {
  /** The last id that was looked at. */
  readonly upTo: number;
  /** Whether time was up before its end. */
  readonly isCut: boolean;
  readonly gaps: readonly Difference[];
}

/** A stretch ends after this time, so that whoever waits for the thread hardly notices. */
export const stretchMs = 10;

const most = 1_000;
const least = 150;

/** How many are looked at between two pauses: twice as many where all went quickly, half where time was up. */
export const nextLimit = (limit: number, { isCut }: Pick<Stretch, "isCut">, ms: number): number => {
  if (isCut || ms > stretchMs) return Math.max(least, Math.floor(limit / 2));
  return ms < stretchMs / 2 ? Math.min(most, limit * 2) : limit;
};
