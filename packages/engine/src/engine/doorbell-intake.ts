import type { Clock } from "@stash2plex/shared/clock";
import type { StashEvent } from "@stash2plex/shared/events";
import type { Logger } from "@stash2plex/shared/log";
import type { DoorbellSubscription, StashApi } from "@stash2plex/shared/stash";

import type { WritingMirror } from "../stash-mirror/index.ts";

export interface DoorbellIntake {
  start(): void;
  status(): { readonly listening: boolean; readonly lastHeard: number | null };
  stop(): void;
}

interface DoorbellIntakeDeps {
  readonly api: Pick<StashApi, "listen">;
  readonly mirror: Pick<WritingMirror, "run" | "setDoorbell" | "onPass">;
  readonly submit: (events: readonly StashEvent[]) => void;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
}

/**
 * Hears the plugin in Stash. A line is a hint that makes things fast: after every gap in the listening the mirror
 * catches up, and while nobody is heard it asks Stash more often (DESIGN section 10).
 */
export function createDoorbellIntake(deps: DoorbellIntakeDeps): DoorbellIntake {
  const { api, mirror, submit, clock, logger } = deps;
  let subscription: DoorbellSubscription | null = null;
  let forgetPasses = (): void => undefined;
  let listening = false;
  let lastHeard: number | null = null;

  const hear = (isHeard: boolean): void => {
    listening = isHeard;
    mirror.setDoorbell(isHeard);
  };
  const catchUp = (): void => {
    mirror.run("follow").catch((error: unknown) => {
      // The polls go on, and say what is wrong with Stash.
      logger.debug("Stash could not be followed after a gap in the doorbell", { error });
    });
  };
  return {
    start: () => {
      if (subscription !== null) return;
      const opened = api.listen((signal) => {
        switch (signal.kind) {
          case "rung":
            lastHeard = clock.now();
            submit(signal.events);
            return;
          case "connected":
            hear(true);
            catchUp();
            return;
          case "disconnected":
            hear(false);
            logger.debug("The doorbell is not heard; polls go on", { reason: signal.reason });
        }
      });
      subscription = opened;
      // Our own passes would flood the log with their statements (docs/reference/stash.md, fact 34).
      forgetPasses = mirror.onPass((isRunning) => {
        if (isRunning) opened.pause();
        else opened.resume();
      });
    },
    status: () => ({ listening, lastHeard }),
    stop: () => {
      forgetPasses();
      subscription?.close();
      subscription = null;
      listening = false;
    },
  };
}
