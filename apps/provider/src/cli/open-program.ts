import type { RequestListener } from "node:http";
import { networkInterfaces } from "node:os";

import { systemClock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import { type Logger, silentLogger } from "@stash2plex/shared/log";

import type { SecretKeeper } from "../logging/secret-keeper.ts";
import { type RunningProvider, startProvider } from "../serve.ts";
import { isInContainer } from "../serving/container.ts";
import { createFront } from "../serving/front.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { watchSettingsFile } from "../serving/watch-file.ts";
import type { PluginSettings } from "../settings/plugin-settings.ts";
import { settingsInStash } from "../settings/settings-in-stash.ts";
import { secretValues, type Settings } from "../settings/settings.ts";
import { connectionOf, connectToStash } from "../stash-connection.ts";
import { buildTroubleApp } from "../trouble-app.ts";
import { version } from "../version.ts";
import { createProgramLife } from "./program-life.ts";
import { createSetupPage } from "./setup-page.ts";
import { settingsOf, type Terminal } from "./terminal.ts";

export const MISSING_STASH_URL =
  "STASH_URL is not set: where is Stash? Set it to an address such as http://stash:9999.";

const IN_STASH_MS = 3_000;

/** What is kept in Stash for the plugin; the environment and the file win over it. */
async function readSettingsInStash(settings: Settings): Promise<PluginSettings> {
  const api = connectToStash(connectionOf(settings), silentLogger);
  try {
    return await settingsInStash(api, settings.dataDir, IN_STASH_MS);
  } finally {
    await api.close();
  }
}

export interface OpenProgramDeps {
  readonly terminal: Terminal;
  readonly logger: Logger;
  readonly secrets: SecretKeeper;
  /** As they were at the start: PORT and HOST stay for the life of the program. */
  readonly settings: Settings;
  readonly plexTvUrl?: string;
  readonly packagesFolder?: string;
}

export interface OpenedProgram {
  /** Starts the provider; while nobody has said where Stash is, the set-up alone. */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

/** Ties together what the process holds for as long as it lives: the port, the provider, the set-up. */
export function openProgram(deps: OpenProgramDeps): OpenedProgram {
  const { terminal, logger, secrets, settings } = deps;
  const front = createFront({ port: settings.port, host: settings.host, clock: systemClock });
  const bar =
    terminal.stdout.isTTY === true && settings.logFormat !== "json" ? terminal.stdout : null;
  let inStash: PluginSettings = { values: new Map(), warnings: [] };

  const load = async (): Promise<Settings> => {
    const own = settingsOf(terminal);
    const [problem] = own.faults.map(({ message }) => message);
    if (problem !== undefined) throw new OperatorError(problem);
    if (own.settings.stashUrl === null) throw new OperatorError(MISSING_STASH_URL);
    inStash = await readSettingsInStash(own.settings);
    for (const warning of inStash.warnings) logger.warn(warning);
    const loaded = settingsOf(terminal, inStash.values).settings;
    secrets.add(...secretValues(loaded));
    return loaded;
  };
  const start = (now: Settings): Promise<RunningProvider> =>
    startProvider(now, {
      logger,
      clock: systemClock,
      version,
      interfaces: networkInterfaces(),
      inContainer: isInContainer(terminal.env),
      terminal: bar,
      reload: () => settingsOf(terminal, inStash.values),
      watch: (onChange) => watchSettingsFile(settingsOf(terminal).file, systemClock, onChange),
      listen: (app) => front.listen(app),
      setup: page.routes,
      ...(deps.packagesFolder !== undefined && { packagesFolder: deps.packagesFolder }),
    });
  const meanwhile = (problem: string): RequestListener =>
    buildTroubleApp({ shown: { setup: page.routes }, problems: [problem], logger });
  const life = createProgramLife({ front, load, start, meanwhile, logger });
  const page = createSetupPage({ ...deps, life: () => life });
  /** Settings may be written by another hand, too: by the command, or in an editor. */
  const startWhenWritten = (): void => {
    if (life.settings() === null && settingsOf(terminal).settings.stashUrl !== null)
      life.ensure().catch((error: unknown) => logger.error(errorMessage(error)));
  };
  let unwatch = (): void => undefined;
  const openSetup = async (): Promise<void> => {
    const { port } = await front.listen(meanwhile(MISSING_STASH_URL));
    logger.error(MISSING_STASH_URL);
    logger.warn("Nothing is served but the set-up, until it is done", {
      page: `/ui/setup on port ${port}`,
    });
    page.offerCode();
    unwatch = watchSettingsFile(settingsOf(terminal).file, systemClock, startWhenWritten);
  };
  return {
    begin: () => (settings.stashUrl === null ? openSetup() : life.ensure()),
    stop: async () => {
      unwatch();
      await page.stop();
      await life.stop();
    },
  };
}
