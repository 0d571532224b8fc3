import { networkInterfaces } from "node:os";
import { parseArgs } from "node:util";

import { silentLogger } from "@stash2plex/shared/log";
import type { StashApi } from "@stash2plex/shared/stash";

import { askPort, checkAddresses, checkPort } from "../doctor/check-address.ts";
import { checkData } from "../doctor/check-data.ts";
import { checkPlex } from "../doctor/check-plex.ts";
import { checkSettings } from "../doctor/check-settings.ts";
import { checkStash } from "../doctor/check-stash.ts";
import { type Finding, ok, warning } from "../doctor/finding.ts";
import { createRedact, type Redact } from "../logging/redaction.ts";
import { connectToPlex } from "../plex-connection.ts";
import { registrationUrls } from "../registration-urls.ts";
import { isInContainer } from "../serving/container.ts";
import { EXIT_FAILED, EXIT_SETTINGS } from "../serving/operator-error.ts";
import type { LoadedSettings } from "../settings/load-settings.ts";
import { readPluginSettings } from "../settings/read-plugin-settings.ts";
import { secretValues, type Settings } from "../settings/settings.ts";
import { syncOffReason, syncPolicyOf } from "../settings/sync-policy-of.ts";
import { connectionOf, connectToStash } from "../stash-connection.ts";
import { version } from "../version.ts";
import { knownClientIdentifier } from "./offline-mirror.ts";
import { type Command, printLine, settingsOf, type Terminal } from "./terminal.ts";

const IN_STASH_MS = 3_000;

/** The settings as `serve` has them: what is kept in Stash for the plugin fills in what is not set here. */
const withThoseInStash = (api: StashApi, terminal: Terminal): Promise<Settings> =>
  readPluginSettings(api, AbortSignal.timeout(IN_STASH_MS)).then(
    ({ values }) => settingsOf(terminal, values).settings,
    () => settingsOf(terminal).settings,
  );

/** Plex is asked under the known identity: another one would make it announce a new device. */
async function plexFindings(settings: Settings): Promise<readonly Finding[]> {
  const { plexUrl: url, plexToken: token, plexSections: chosen, dataDir } = settings;
  const off = syncOffReason(settings) ?? "";
  if (off === "" && url !== null && token !== null) {
    const clientIdentifier = knownClientIdentifier(dataDir) ?? "stash2plex-doctor";
    const pms = connectToPlex({ url, token, clientIdentifier, version }, silentLogger);
    const { identifier } = syncPolicyOf(settings);
    const findings = await checkPlex({ pms, url, chosen, identifier });
    await pms.close();
    return findings;
  }
  const isHalf = settings.plexSync && (url === null) !== (token === null);
  return [isHalf ? warning("plex", off, "Set both PLEX_URL and PLEX_TOKEN.") : ok("plex", off)];
}

/** Every check. Where settings are wrong, only what does not need them goes on. */
async function findingsOf(loaded: LoadedSettings, terminal: Terminal): Promise<readonly Finding[]> {
  const { settings, faults } = loaded;
  const findings = [...checkSettings(loaded)];
  if (faults.length > 0) return findings;
  findings.push(...checkData(settings, silentLogger));
  if (settings.stashUrl !== null) {
    const api = connectToStash(connectionOf(settings), silentLogger);
    findings.push(...(await checkStash(api, settings.stashUrl)));
    findings.push(...(await plexFindings(await withThoseInStash(api, terminal))));
    await api.close();
  }
  findings.push(checkPort(settings.port, await askPort(settings.port)));
  const inContainer = isInContainer(terminal.env);
  const interfaces = networkInterfaces();
  findings.push(checkAddresses(registrationUrls({ ...settings, interfaces, inContainer })));
  return findings;
}

const marks = { ok: "ok     ", warning: "warning", error: "ERROR  " } as const;

function asText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ severity, id, message, remedy }) => [
    `${marks[severity]}  ${id}: ${message}`,
    ...(remedy === null ? [] : [`         ${remedy}`]),
  ]);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const sum = errors === 0 ? "Nothing is wrong." : `${errors} of ${findings.length} checks failed.`;
  return [...lines, "", sum].join("\n");
}

function exitCodeOf(findings: readonly Finding[]): number {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.some(({ id }) => id.startsWith("settings"))) return EXIT_SETTINGS;
  return errors.length > 0 ? EXIT_FAILED : 0;
}

export const doctorCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({ args: [...args], options: { json: { type: "boolean" } } });
  const loaded = settingsOf(terminal);
  const redact: Redact = createRedact(secretValues(loaded.settings));
  const findings = await findingsOf(loaded, terminal);
  const exitCode = exitCodeOf(findings);
  const text =
    values.json === true
      ? JSON.stringify({ schema: 1, ok: exitCode === 0, findings }, null, 2)
      : asText(findings);
  printLine(terminal, redact(text));
  return exitCode;
};
