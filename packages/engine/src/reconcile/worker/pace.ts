import type { Clock } from "@stash2plex/shared/clock";

import type { WriteMeter } from "../apply/write-meter.ts";

export interface PaceOptions {
  readonly clock: Clock;
  /** Items that may be written a second; read at every turn. */
  readonly perSecond: () => number;
}

export interface Pace {
  readonly meter: WriteMeter;
  /** After an outage Plex is spared: slowly at first, at full pace after five minutes. */
  recovering(): void;
}

const rampMs = 300_000;
const rampFirst = 5;

/** Resolves after `ms`, or rejects with the signal's reason. */
const wait = (ms: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = (): void => {
      timer.cancel();
      reject(signal?.reason instanceof Error ? signal.reason : new Error("The wait was ended."));
    };
    const timer = clock.setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      resolve();
    }, ms);
    if (signal?.aborted === true) leave();
    else signal?.addEventListener("abort", leave, { once: true });
  });

/** Hands out turns to write: evenly spread, with at most a second's worth at once after a pause. */
export function createPace({ clock, perSecond }: PaceOptions): Pace {
  let recoveringSince: number | null = null;
  /** When the next turn is free; up to a second behind while nobody wants one. */
  let freeAt = -Infinity;

  const rate = (): number => {
    const full = Math.max(perSecond(), 0.1);
    if (recoveringSince === null) return full;
    const passed = (clock.now() - recoveringSince) / rampMs;
    if (passed >= 1) {
      recoveringSince = null;
      return full;
    }
    return Math.min(full, rampFirst + (full - rampFirst) * passed);
  };
  return {
    meter: async (signal) => {
      const now = clock.now();
      const turn = Math.max(freeAt, now - 1_000);
      freeAt = turn + 1_000 / rate();
      if (turn > now) await wait(turn - now, clock, signal);
    },
    recovering: () => {
      recoveringSince = clock.now();
    },
  };
}
