import type { Clock } from "@stash2plex/shared/clock";

/**
 * Where the next poll by `updated_at` begins. Stash compares the texts, in the server's own zone and to the second
 * (docs/reference/stash.md, 2.6): only a text that Stash returned is a cursor, cut to 19 characters so that the other
 * rows of its second come again.
 */

/** How many known rows a poll may bring again; without a limit one bulk edit would be read again with every poll. */
export const repeatLimit = 60;

/** Covers the hour that comes twice when summer time ends. */
const overlapSeconds = 3_700;

/** A second is settled when nothing more is expected to be committed with that stamp. */
const settledAfterMs = 60_000;

const secondOf = (stamp: string): string => stamp.slice(0, 19);

/** Sorts behind every offset (`+`, `-`, `Z`): finds only later seconds. */
const behindSecond = "~";

const secondsBefore = (second: string, seconds: number): string => {
  const time = Date.parse(`${second}Z`);
  return Number.isNaN(time) ? "" : new Date(time - seconds * 1_000).toISOString().slice(0, 19);
};

/**
 * @param newest The largest known stamps, largest first, `repeatLimit + 1` of them.
 * @param isSettled Whether a second was already polled some time after it was first seen.
 */
export const pollCursor = (
  newest: readonly string[],
  isSettled: (second: string) => boolean,
): string => {
  const top = newest[0];
  if (top === undefined) return "";
  const overlap = secondsBefore(secondOf(top), overlapSeconds);
  const tooOld = newest[repeatLimit];
  if (tooOld === undefined || tooOld <= overlap) return overlap;
  const second = secondOf(tooOld);
  return isSettled(second) ? `${second}${behindSecond}` : second;
};

/** Remembers when the newest known second was first seen. */
export interface SettledSeconds {
  note(newestStamp: string | undefined): void;
  isSettled(second: string): boolean;
}

export const createSettledSeconds = (clock: Pick<Clock, "now">): SettledSeconds => {
  let seen: { second: string; at: number }[] = [];
  let settled = "";
  return {
    note: (newestStamp) => {
      if (newestStamp === undefined) return;
      const second = secondOf(newestStamp);
      if (seen.at(-1)?.second !== second) seen.push({ second, at: clock.now() });
      const old = seen.filter((entry) => clock.now() - entry.at >= settledAfterMs);
      settled = old.at(-1)?.second ?? settled;
      seen = seen.filter(
        (entry) => clock.now() - entry.at < settledAfterMs || entry === old.at(-1),
      );
    },
    isSettled: (second) => settled !== "" && second <= settled,
  };
};
