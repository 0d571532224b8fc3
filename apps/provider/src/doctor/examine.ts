import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import type { StashApi } from "@stash2plex/shared/stash";

import { knownClientIdentifier } from "../cli/offline-mirror.ts";
import { ownAddress } from "../cli/own-address.ts";
import { createProviderClient } from "../cli/steering/provider-client.ts";
import { connectToPlex } from "../plex-connection.ts";
import { type RegistrationInput, registrationUrls } from "../registration-urls.ts";
import { databaseFile } from "../serving/data-folder.ts";
import type { LoadedSettings } from "../settings/load-settings.ts";
import { readPluginSettings } from "../settings/read-plugin-settings.ts";
import type { PluginSettings } from "../settings/plugin-settings.ts";
import type { Settings } from "../settings/settings.ts";
import { syncOffReason, syncPolicyOf } from "../settings/sync-policy-of.ts";
import { connectionOf, connectToStash } from "../stash-connection.ts";
import { askPort, checkAddresses, checkPort } from "./check-address.ts";
import { checkData } from "./check-data.ts";
import { checkDatabase, freeBytes, judgeDisk, versionsFinding } from "./check-machine.ts";
import { checkRunning } from "./check-running.ts";
import { checkSettings } from "./check-settings.ts";
import { type Finding, ok, warning } from "./finding.ts";
import { plexPart } from "./plex-part.ts";
import { type Check, runChecks } from "./run-checks.ts";
import { stashPart } from "./stash-part.ts";

const IN_STASH_MS = 3_000;
const DEADLINE_MS = 20_000;
/** Parts begin by finding out whether their server answers. */
const PART_MS = 2 * DEADLINE_MS;

export interface Patient {
  readonly loaded: LoadedSettings;
  /** The settings once more, with those that are kept in Stash for the plugin. */
  readonly withThoseInStash: (values: PluginSettings["values"]) => Settings;
  readonly interfaces: RegistrationInput["interfaces"];
  readonly inContainer: boolean;
  readonly version: string;
  readonly nodeVersion: string;
  readonly platform: string;
  readonly stopping: AbortSignal;
}

/** Plex is asked under the known identity: another one would make it announce a new device. */
async function plexFindings(
  settings: Settings,
  { version }: Patient,
  ownUrls: readonly string[],
): Promise<readonly Finding[]> {
  const { plexUrl: url, plexToken: token, dataDir } = settings;
  const off = syncOffReason(settings) ?? "";
  if (off !== "" || url === null || token === null) {
    const isHalf = settings.plexSync && (url === null) !== (token === null);
    return [isHalf ? warning("plex", off, "Set both PLEX_URL and PLEX_TOKEN.") : ok("plex", off)];
  }
  const clientIdentifier = knownClientIdentifier(dataDir) ?? "stash2plex-doctor";
  const pms = connectToPlex({ url, token, clientIdentifier, version }, silentLogger);
  const { identifier } = syncPolicyOf(settings);
  try {
    return await plexPart({
      pms,
      plexUrl: url,
      settings,
      identifier,
      ownUrls,
      deadlineMs: DEADLINE_MS,
    });
  } finally {
    await pms.close();
  }
}

const settingsInStash = (api: StashApi, patient: Patient): Promise<Settings> =>
  readPluginSettings(api, AbortSignal.timeout(IN_STASH_MS)).then(
    ({ values }) => patient.withThoseInStash(values),
    () => patient.loaded.settings,
  );

function localFindings(patient: Patient): readonly Finding[] {
  const { settings } = patient.loaded;
  return [
    versionsFinding(patient.version, patient.nodeVersion, patient.platform),
    ...checkData(settings, silentLogger),
    checkDatabase(databaseFile(settings.dataDir)),
  ];
}

function outerChecks(patient: Patient, api: StashApi | null): readonly Check[] {
  const { settings } = patient.loaded;
  const { interfaces, inContainer, version, stopping } = patient;
  const urls = registrationUrls({ ...settings, interfaces, inContainer });
  const bare = registrationUrls({ ...settings, providerSecret: null, interfaces, inContainer });
  const ownUrls = urls.map(({ url }) => url);
  const client = createProviderClient({
    url: ownAddress(settings),
    apiToken: settings.apiToken,
    stopping,
  });
  const { stashUrl } = settings;
  const ofServers: readonly Check[] =
    api === null || stashUrl === null
      ? []
      : [
          {
            id: "stash",
            what: "Stash",
            run: () =>
              stashPart({
                api,
                stashUrl,
                settings,
                ourVersion: version,
                ownUrls: bare.map(({ url }) => url),
                deadlineMs: DEADLINE_MS,
              }),
          },
          {
            id: "plex",
            what: "Plex",
            run: async () => plexFindings(await settingsInStash(api, patient), patient, ownUrls),
          },
        ];
  return [
    {
      id: "disk",
      what: "The disk",
      run: async () => [judgeDisk(await freeBytes(settings.dataDir))],
    },
    ...ofServers,
    {
      id: "running",
      what: "The running provider",
      run: () => checkRunning({ client, ourVersion: version, now: () => systemClock.now() }),
    },
    {
      id: "port",
      what: "The port",
      run: async () => [checkPort(settings.port, await askPort(settings.port))],
    },
    { id: "address", what: "The address", run: () => [checkAddresses(urls)] },
  ];
}

/** Every check. Where settings are wrong, only what does not need them goes on. */
export async function examine(patient: Patient): Promise<readonly Finding[]> {
  const { loaded } = patient;
  const ofSettings = checkSettings(loaded);
  if (loaded.faults.length > 0) return ofSettings;
  const local = localFindings(patient);
  const api =
    loaded.settings.stashUrl === null
      ? null
      : connectToStash(connectionOf(loaded.settings), silentLogger);
  try {
    const outer = await runChecks(outerChecks(patient, api), PART_MS);
    return [...ofSettings, ...local, ...outer];
  } finally {
    await api?.close();
  }
}
