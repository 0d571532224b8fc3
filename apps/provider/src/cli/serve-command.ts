import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";

import { systemClock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import { createHideNames } from "../logging/hide-names.ts";
import { createLogging, type Logging } from "../logging/logger.ts";
import { createRedact, type Redact } from "../logging/redaction.ts";
import { createSecretKeeper, type SecretKeeper } from "../logging/secret-keeper.ts";
import { startHttpServer } from "../serving/http-server.ts";
import { EXIT_SETTINGS } from "../serving/operator-error.ts";
import type { LoadedSettings } from "../settings/load-settings.ts";
import { secretValues, type Settings } from "../settings/settings.ts";
import { buildTroubleApp } from "../trouble-app.ts";
import { faultsPage } from "../ui/trouble-pages.ts";
import { version } from "../version.ts";
import { MISSING_STASH_URL, openProgram } from "./open-program.ts";
import { type Command, printLine, settingsOf, type Terminal } from "./terminal.ts";

function problemsOf({ faults, settings }: LoadedSettings): readonly string[] {
  const missing =
    settings.stashUrl === null && faults.every(({ setting }) => setting !== "STASH_URL");
  return [...faults.map(({ message }) => message), ...(missing ? [MISSING_STASH_URL] : [])];
}

function check(loaded: LoadedSettings, terminal: Terminal): number {
  const problems = problemsOf(loaded);
  for (const problem of problems) terminal.stderr.write(`${problem}\n`);
  for (const note of loaded.notes) terminal.stderr.write(`${note}\n`);
  if (problems.length > 0) return EXIT_SETTINGS;
  printLine(terminal, "The settings are fine.");
  return 0;
}

/** @param redact what keeps secrets out, also those that become known later */
export function openLogging(
  settings: Settings,
  terminal: Terminal,
  redact: Redact = createRedact(secretValues(settings)),
): Logging {
  return createLogging({
    level: settings.logLevel,
    format: settings.logFormat,
    output: terminal.stdout,
    redact,
    hide: settings.logHideNames ? createHideNames(randomUUID()) : undefined,
    now: () => systemClock.now(),
  });
}

const untilStopped = ({ stopping }: Terminal): Promise<void> =>
  new Promise((resolve) => {
    if (stopping.aborted) resolve();
    else stopping.addEventListener("abort", () => resolve(), { once: true });
  });

/** Stays on the port with the page of what is wrong: a container that exits is restarted in a circle. */
async function serveFaults(
  { faults, file, settings }: LoadedSettings,
  logger: Logger,
  terminal: Terminal,
): Promise<void> {
  const problems = faults.map(({ message }) => message);
  const shown = { page: faultsPage(faults, file, version) };
  const app = buildTroubleApp({ shown, problems, logger });
  const server = await startHttpServer(app, settings.port, settings.host);
  for (const problem of problems) logger.error(problem);
  logger.warn("Nothing is served but the page that says so, until this is corrected", {
    page: `/ui on port ${server.port}`,
  });
  await untilStopped(terminal);
  await server.drain(1_000);
}

/** Runs the provider, and the set-up beside it: alone while nobody has said where Stash is. */
async function serve(
  terminal: Terminal,
  logging: Logging,
  secrets: SecretKeeper,
  options: ServeOptions,
): Promise<void> {
  const { logger } = logging;
  const { settings } = settingsOf(terminal);
  const program = openProgram({ terminal, logger, secrets, settings, ...options });
  await program.begin();
  await untilStopped(terminal);
  await program.stop();
}

export interface ServeOptions {
  /** Address of plex.tv, where it is not the real one. */
  readonly plexTvUrl?: string;
  /** Where the plugin's packages lie, where it is not where builds leave them. */
  readonly packagesFolder?: string;
}

/** The command, for those who bring surroundings of their own: the tests. */
export const createServeCommand =
  (options: ServeOptions = {}): Command =>
  async (args, terminal) => {
    const { values } = parseArgs({ args: [...args], options: { check: { type: "boolean" } } });
    const loaded = settingsOf(terminal);
    if (values.check === true) return check(loaded, terminal);
    if (loaded.settings.tz !== null) process.env.TZ = loaded.settings.tz;
    const secrets = createSecretKeeper(secretValues(loaded.settings));
    const logging = openLogging(loaded.settings, terminal, secrets.redact);
    for (const note of loaded.notes) logging.logger.warn(note);
    try {
      if (loaded.faults.length > 0) await serveFaults(loaded, logging.logger, terminal);
      else await serve(terminal, logging, secrets, options);
      return 0;
    } finally {
      await logging.close();
    }
  };

export const serveCommand: Command = createServeCommand();
