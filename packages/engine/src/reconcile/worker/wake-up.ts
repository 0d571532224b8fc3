import type { Clock } from "@stash2plex/shared/clock";

/** Sleeping that can be ended early; a call while nobody sleeps ends the next sleep at once. */
export interface WakeUp {
  wake(): void;
  next(ms: number): Promise<void>;
}

export function createWakeUp(clock: Clock): WakeUp {
  let called = false;
  let end: (() => void) | null = null;
  return {
    wake: () => {
      called = true;
      end?.();
    },
    next: async (ms) => {
      if (!called) {
        await new Promise<void>((resolve) => {
          const timer = clock.setTimeout(resolve, ms);
          end = () => {
            timer.cancel();
            resolve();
          };
        });
      }
      end = null;
      called = false;
    },
  };
}
