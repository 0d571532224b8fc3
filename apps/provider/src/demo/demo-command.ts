import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { systemClock } from "@stash2plex/shared/clock";

import { openLogging } from "../cli/serve-command.ts";
import { type Command, printJson, settingsOf, type Terminal } from "../cli/terminal.ts";
import { hostOfAddress } from "../plex-routes/caller-address.ts";
import { startProvider } from "../serve.ts";
import { isInContainer } from "../serving/container.ts";
import { EXIT_FAILED, EXIT_SETTINGS, OperatorError } from "../serving/operator-error.ts";
import type { LoadedSettings } from "../settings/load-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { version } from "../version.ts";
import { demoDisk, demoSections } from "./demo-layout.ts";
import { demoReport } from "./demo-report.ts";
import { findingsAsJson } from "./findings-as-json.ts";
import { choosePort } from "./free-port.ts";
import { runDemo, type DemoResult, type ScanFindings } from "./run-demo.ts";
import { type SamplePlex, startSamplePlex } from "./sample-plex.ts";
import { startSampleStash, type RunningSampleStash } from "./sample-stash.ts";

/** Settings that speak of a real Stash, Plex, network or folder: the sample has its own. */
const OWN_SETTINGS = [
  "STASH_URL",
  "STASH_API_KEY",
  "DATA_DIR",
  "PUBLIC_URL",
  "PROVIDER_SECRET",
  "PATH_RULES",
  "CACHE_URL",
  "PLEX_URL",
  "PLEX_TOKEN",
];

function sampleSettings(
  terminal: Terminal,
  stash: RunningSampleStash,
  plex: SamplePlex | null,
  dataDir: string,
): LoadedSettings {
  const names = OWN_SETTINGS.flatMap((name) => [name, `${name}_FILE`]);
  const kept = Object.entries(terminal.env).filter(([name]) => !names.includes(name));
  const env = {
    ...Object.fromEntries(kept),
    STASH_URL: stash.url,
    ...(stash.apiKey !== null && { STASH_API_KEY: stash.apiKey }),
    DATA_DIR: dataDir,
    ...(plex !== null && {
      PLEX_URL: plex.url,
      PLEX_TOKEN: plex.token,
      // Nobody looks at the pretended Plex, and three hundred posters would keep this machine busy for a while.
      ARTWORK: "off",
      PLEX_MAX_EDITS_PER_SECOND: "200",
    }),
  };
  return settingsOf({ ...terminal, env });
}

async function settingsWithPort(
  { settings, faults }: LoadedSettings,
  terminal: Terminal,
): Promise<Settings> {
  if (faults.length > 0) {
    throw new OperatorError(faults.map(({ message }) => message).join("\n"), EXIT_SETTINGS);
  }
  const { port, notice } = await choosePort(settings.port, settings.host);
  if (notice !== null) terminal.stderr.write(`${notice}\n`);
  return { ...settings, port };
}

/** A provider that listens everywhere is reached by loopback, any other only where it listens. */
function localHostOf(host: string | null): string {
  const isEverywhere = host === null || host === "0.0.0.0" || host === "::";
  return isEverywhere ? "127.0.0.1" : hostOfAddress(host);
}

interface Wishes {
  readonly once: boolean;
  readonly json: boolean;
}

async function runWith(
  stash: RunningSampleStash,
  plex: SamplePlex | null,
  dataDir: string,
  terminal: Terminal,
  { once, json }: Wishes,
): Promise<DemoResult | null> {
  const loaded = sampleSettings(terminal, stash, plex, dataDir);
  const settings = await settingsWithPort(loaded, terminal);
  // Beside a JSON answer everything for people goes to the other stream.
  const output = json ? terminal.stderr : terminal.stdout;
  const logging = openLogging(settings, { ...terminal, stdout: output });
  const present = (found: ScanFindings): void => {
    if (json) printJson(terminal, findingsAsJson(found));
    else output.write(`\n${demoReport(found.items, found.report, found.noteOf)}\n`);
  };
  try {
    return await runDemo({
      output,
      stopping: terminal.stopping,
      once,
      stash,
      plex,
      clock: systemClock,
      apiToken: settings.apiToken,
      logger: logging.logger,
      present,
      localHost: localHostOf(settings.host),
      startProvider: (logger) =>
        startProvider(settings, {
          logger,
          clock: systemClock,
          version,
          interfaces: networkInterfaces(),
          inContainer: isInContainer(terminal.env),
          terminal: null,
          reload: null,
          watch: () => () => undefined,
        }),
    });
  } finally {
    await logging.close();
  }
}

/** `stash2plex demo`: everything in this one process and a folder of its own, which is removed at the end. */
export const demoCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({
    args: [...args],
    options: { once: { type: "boolean" }, json: { type: "boolean" } },
  });
  const wishes = { once: values.once === true, json: values.json === true };
  const dataDir = mkdtempSync(join(terminal.env.TMPDIR ?? tmpdir(), "stash2plex-demo-"));
  try {
    const stash = await startSampleStash();
    const { files, libraryFolders } = stash;
    // Who wants one scan and its table does not wait for what comes after it.
    const plex = wishes.once
      ? null
      : await startSamplePlex(demoSections(files, libraryFolders), demoDisk(files, libraryFolders));
    try {
      const result = await runWith(stash, plex, dataDir, terminal, wishes);
      return result === null || result.isGood ? 0 : EXIT_FAILED;
    } finally {
      await plex?.stop();
      await stash.stop();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};
