import type { RequestListener } from "node:http";

import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

import type { RunningProvider } from "../serve.ts";
import type { Front } from "../serving/front.ts";
import type { Settings } from "../settings/settings.ts";

/** The provider within the program: it begins when there are settings, and anew when they have changed. */
export interface ProgramLife {
  /**
   * Makes the provider run with the settings as they are now; does nothing when it does. Rejects with a sentence when it
   * cannot start: then the pages of the set-up stay.
   */
  ensure(): Promise<void>;
  /** Settings with which it runs; null while it does not. */
  settings(): Settings | null;
  stop(): Promise<void>;
}

export interface LifeDeps {
  readonly front: Front;
  /** The settings as they are now; rejects with a sentence while they cannot be used. */
  readonly load: () => Promise<Settings>;
  readonly start: (settings: Settings) => Promise<RunningProvider>;
  /** What answers while nothing runs, with the sentence why. */
  readonly meanwhile: (problem: string) => RequestListener;
  readonly logger: Logger;
}

const STARTING = "The provider is starting.";

const isSame = (one: Settings, other: Settings): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** How long pages of the set-up that are being answered may go on. */
const GRACE_MS = 1_000;

interface Run {
  readonly settings: Settings;
  readonly provider: RunningProvider;
}

export function createProgramLife(deps: LifeDeps): ProgramLife {
  const { front, logger } = deps;
  let running: Run | null = null;
  let last: Promise<void> = Promise.resolve();

  const startAnew = async (settings: Settings): Promise<void> => {
    const before = running;
    front.hold(deps.meanwhile(STARTING));
    running = null;
    if (before !== null) {
      logger.info("The settings have changed: the provider begins anew");
      await before.provider.stop();
    }
    try {
      running = { settings, provider: await deps.start(settings) };
    } catch (error) {
      if (front.isOpen()) {
        const problem = `The provider cannot start: ${errorMessage(error)}`;
        logger.error(problem);
        await front.listen(deps.meanwhile(problem));
      }
      throw error;
    }
  };
  const ensure = async (): Promise<void> => {
    const settings = await deps.load();
    if (running === null || !isSame(running.settings, settings)) await startAnew(settings);
  };
  return {
    // One after the other: two of them would open the same data.
    ensure: () => {
      const next = last.then(ensure);
      last = next.catch(() => undefined);
      return next;
    },
    settings: () => running?.settings ?? null,
    stop: async () => {
      await last;
      front.end();
      await running?.provider.stop();
      await front.close(GRACE_MS);
    },
  };
}
