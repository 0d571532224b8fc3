import { randomUUID } from "node:crypto";
import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";

import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";

import { faultsPage, setupPage } from "../ui/trouble-pages.ts";
import { createHideNames } from "../logging/hide-names.ts";
import { createLogging, type Logging } from "../logging/logger.ts";
import { createRedact } from "../logging/redaction.ts";
import { type RunningProvider, startProvider } from "../serve.ts";
import { isInContainer } from "../serving/container.ts";
import { startHttpServer } from "../serving/http-server.ts";
import { EXIT_SETTINGS } from "../serving/operator-error.ts";
import { watchSettingsFile } from "../serving/watch-file.ts";
import type { LoadedSettings } from "../settings/load-settings.ts";
import type { PluginSettings } from "../settings/plugin-settings.ts";
import { settingsInStash } from "../settings/settings-in-stash.ts";
import { secretValues, type Settings } from "../settings/settings.ts";
import { connectionOf, connectToStash } from "../stash-connection.ts";
import { buildTroubleApp, type Trouble } from "../trouble-app.ts";
import { version } from "../version.ts";
import { type Command, printLine, settingsOf, type Terminal } from "./terminal.ts";

export const MISSING_STASH_URL =
  "STASH_URL is not set: where is Stash? Set it to an address such as http://stash:9999.";

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

export function openLogging(settings: Settings, terminal: Terminal): Logging {
  return createLogging({
    level: settings.logLevel,
    format: settings.logFormat,
    output: terminal.stdout,
    redact: createRedact(secretValues(settings)),
    hide: settings.logHideNames ? createHideNames(randomUUID()) : undefined,
    now: () => systemClock.now(),
  });
}

const untilStopped = ({ stopping }: Terminal): Promise<void> =>
  new Promise((resolve) => {
    if (stopping.aborted) resolve();
    else stopping.addEventListener("abort", () => resolve(), { once: true });
  });

function troubleOf(loaded: LoadedSettings): Trouble {
  const { faults, file, image } = loaded;
  const page =
    faults.length > 0 ? faultsPage(faults, file, version) : setupPage(file, version, image);
  return { page, problems: problemsOf(loaded) };
}

/** Stays on the port with the page that says what to do: a container that exits is restarted in a circle. */
async function serveTrouble(
  loaded: LoadedSettings,
  logging: Logging,
  terminal: Terminal,
): Promise<void> {
  const { settings } = loaded;
  const trouble = troubleOf(loaded);
  const server = await startHttpServer(buildTroubleApp(trouble), settings.port, settings.host);
  for (const problem of trouble.problems) logging.logger.error(problem);
  logging.logger.warn("Nothing is served but the page that says so, until this is corrected", {
    page: `/ui on port ${server.port}`,
  });
  await untilStopped(terminal);
  await server.drain(1_000);
}

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

async function serve(
  loaded: LoadedSettings,
  inStash: PluginSettings,
  logging: Logging,
  terminal: Terminal,
): Promise<void> {
  const { stdout } = terminal;
  const bar = stdout.isTTY === true && loaded.settings.logFormat !== "json" ? stdout : null;
  const provider: RunningProvider = await startProvider(loaded.settings, {
    logger: logging.logger,
    clock: systemClock,
    version,
    interfaces: networkInterfaces(),
    inContainer: isInContainer(terminal.env),
    terminal: bar,
    reload: () => settingsOf(terminal, inStash.values),
    watch: (onChange) => watchSettingsFile(loaded.file, systemClock, onChange),
  });
  await untilStopped(terminal);
  await provider.stop();
}

const nothingInStash: PluginSettings = { values: new Map(), warnings: [] };

export const serveCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options: { check: { type: "boolean" } } });
  const own = settingsOf(terminal);
  if (values.check === true) return check(own, terminal);
  const isTroubled = problemsOf(own).length > 0;
  const inStash = isTroubled ? nothingInStash : await readSettingsInStash(own.settings);
  const loaded = settingsOf(terminal, inStash.values);
  if (loaded.settings.tz !== null) process.env.TZ = loaded.settings.tz;
  const logging = openLogging(loaded.settings, terminal);
  for (const note of [...loaded.notes, ...inStash.warnings]) logging.logger.warn(note);
  try {
    if (isTroubled) await serveTrouble(loaded, logging, terminal);
    else await serve(loaded, inStash, logging, terminal);
    return 0;
  } finally {
    await logging.close();
  }
};
