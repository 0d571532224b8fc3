import { randomUUID } from "node:crypto";
import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";

import { systemClock } from "@stash2plex/shared/clock";

import { faultsPage, setupPage } from "../admin/trouble-pages.ts";
import { createHideNames } from "../logging/hide-names.ts";
import { createLogging, type Logging } from "../logging/logger.ts";
import { createRedact } from "../logging/redaction.ts";
import { type RunningProvider, startProvider } from "../serve.ts";
import { isInContainer } from "../serving/container.ts";
import { startHttpServer } from "../serving/http-server.ts";
import { EXIT_SETTINGS } from "../serving/operator-error.ts";
import { watchSettingsFile } from "../serving/watch-file.ts";
import type { LoadedSettings } from "../settings/load-settings.ts";
import { secretValues, type Settings } from "../settings/settings.ts";
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

async function serve(loaded: LoadedSettings, logging: Logging, terminal: Terminal): Promise<void> {
  const { stdout } = terminal;
  const bar = stdout.isTTY === true && loaded.settings.logFormat !== "json" ? stdout : null;
  const provider: RunningProvider = await startProvider(loaded.settings, {
    logger: logging.logger,
    clock: systemClock,
    version,
    interfaces: networkInterfaces(),
    inContainer: isInContainer(terminal.env),
    terminal: bar,
    reload: () => settingsOf(terminal),
    watch: (onChange) => watchSettingsFile(loaded.file, systemClock, onChange),
  });
  await untilStopped(terminal);
  await provider.stop();
}

export const serveCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options: { check: { type: "boolean" } } });
  const loaded = settingsOf(terminal);
  if (values.check === true) return check(loaded, terminal);
  if (loaded.settings.tz !== null) process.env.TZ = loaded.settings.tz;
  const logging = openLogging(loaded.settings, terminal);
  for (const note of loaded.notes) logging.logger.warn(note);
  try {
    if (problemsOf(loaded).length > 0) await serveTrouble(loaded, logging, terminal);
    else await serve(loaded, logging, terminal);
    return 0;
  } finally {
    await logging.close();
  }
};
