import { networkInterfaces } from "node:os";

import { type Clock, systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";

import * as z from "zod";

import { askPort } from "../../doctor/check-address.ts";
import { type RunningProvider, startProvider } from "../../serve.ts";
import { isInContainer } from "../../serving/container.ts";
import { OperatorError } from "../../serving/operator-error.ts";
import { setupDepsOf } from "../../setup/setup-deps-of.ts";
import type { SetupDeps } from "../../setup/setup-deps.ts";
import { waitFor } from "../../setup/wait.ts";
import { version } from "../../version.ts";
import { knownClientIdentifier } from "../offline-mirror.ts";
import { createProviderClient } from "../steering/provider-client.ts";
import { ownAddress } from "../own-address.ts";
import { settingsOf, type Terminal } from "../terminal.ts";

/** What a set-up from a terminal works with. */
export interface SetupHere {
  readonly deps: SetupDeps;
  /** Whether the provider runs in this very program, for the time of the set-up. */
  isProviderHere(): boolean;
  close(): Promise<void>;
}

/** At times this program only waits for another one: then its timers are all that keeps it alive. */
const waitingClock: Clock = {
  now: () => Date.now(),
  setTimeout: (task, ms) => {
    const handle = setTimeout(task, ms);
    return { cancel: () => clearTimeout(handle) };
  },
};

/** The name for Plex while nothing may be written, and none is known yet. */
const PASSING_NAME = "stash2plex-setup";

/** A program that only shows the page of the set-up sees the new settings after some seconds, and begins by itself. */
const BEGINS_WITHIN_MS = 15_000;

async function anotherRuns(terminal: Terminal): Promise<boolean> {
  const { settings } = settingsOf(terminal);
  if ((await askPort(settings.port)) === "free") return false;
  const { apiToken } = settings;
  const { stopping } = terminal;
  const client = createProviderClient({ url: ownAddress(settings), apiToken, stopping });
  const answers = await waitFor(
    () =>
      client.ask({ method: "GET", path: "/api/status" }, z.unknown()).then(
        () => true,
        () => null,
      ),
    { clock: waitingClock, signal: stopping, everyMs: 500, deadlineMs: BEGINS_WITHIN_MS },
  );
  if (answers !== null) return true;
  throw new OperatorError(
    `What runs on port ${settings.port} has not taken over the settings: start it anew (in Docker: "docker restart" with the name of its container), then run the set-up again. What is done stays done.`,
  );
}

/**
 * The provider is to run somewhere for good. While it does not yet, it runs here for as long as Plex and Stash have to
 * ask it.
 */
export function setupHere(terminal: Terminal, isDryRun: boolean): SetupHere {
  let provider: RunningProvider | null = null;
  const start = async (): Promise<void> => {
    if (provider !== null || (await anotherRuns(terminal))) return;
    const { settings, faults } = settingsOf(terminal);
    if (faults[0] !== undefined) throw new OperatorError(faults[0].message);
    provider = await startProvider(settings, {
      logger: silentLogger,
      clock: systemClock,
      version,
      interfaces: networkInterfaces(),
      inContainer: isInContainer(terminal.env),
      terminal: null,
      reload: () => settingsOf(terminal),
      watch: () => () => undefined,
    });
  };
  const deps = {
    ...setupDepsOf(terminal, { logger: silentLogger, startProvider: start }),
    clock: waitingClock,
  };
  const passingName = (): string =>
    knownClientIdentifier(settingsOf(terminal).settings.dataDir) ?? PASSING_NAME;
  return {
    deps: isDryRun ? { ...deps, clientIdentifier: passingName } : deps,
    isProviderHere: () => provider !== null,
    close: async () => {
      await provider?.stop();
    },
  };
}
