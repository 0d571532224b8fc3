import type { Clock } from "@stash2plex/shared/clock";

/** After failures in a row nothing is tried for a while; then one trial decides. */
export interface Breaker {
  mayTry(): boolean;
  succeeded(): void;
  failed(): void;
}

export interface BreakerOptions {
  readonly failures: number;
  readonly pauseMs: number;
}

export const createBreaker = (
  clock: Pick<Clock, "now">,
  { failures: limit, pauseMs }: BreakerOptions,
): Breaker => {
  let failures = 0;
  let openUntil = -Infinity;
  return {
    mayTry: () => clock.now() >= openUntil,
    succeeded: () => {
      failures = 0;
      openUntil = -Infinity;
    },
    failed: () => {
      failures += 1;
      if (failures >= limit) openUntil = clock.now() + pauseMs;
    },
  };
};
