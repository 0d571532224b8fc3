import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";

import type { DataFiles } from "./data-folder.js";
import { postEvents } from "./deliver.js";
import type { EngineOptions, SubmitEvents } from "./engine-parts.js";
import { readPathMap } from "./import-v1.js";
import type { ProviderAddress } from "./provider-address.js";
import { policyOf } from "./setting-policy.js";
import { addressOf, readSettingValues, type SettingValues } from "./setting-values.js";
import type { StashAccess } from "./stash-document.js";
import { readSettingsInStash } from "./stash-settings.js";

/** What one run of the CLI knows: which Stash, which settings, and whether there is a provider. */
export interface Session {
  readonly access: StashAccess;
  readonly files: DataFiles;
  readonly pluginDir: string;
  readonly values: SettingValues;
  readonly warnings: readonly string[];
  /** An empty address: there is none, and the engine of the CLI does the work. */
  readonly provider: ProviderAddress;
}

/** Hooks have no time to ask Stash for the address, so each run that did writes it down for them. */
const rememberProvider = (files: DataFiles, address: ProviderAddress): void => {
  mkdirSync(files.folder, { recursive: true });
  const draft = `${files.provider}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify(address), { mode: 0o600 });
  renameSync(draft, files.provider);
};

/** Reads the settings in Stash. Rejects with a sentence where Stash cannot be asked. */
export async function openSession(
  access: StashAccess,
  files: DataFiles,
  pluginDir: string,
): Promise<Session> {
  const { settings, apiKey } = await readSettingsInStash(access, 5_000);
  const { values, warnings } = readSettingValues(settings);
  const provider = { url: addressOf(values.provider_url), token: values.provider_token };
  rememberProvider(files, provider);
  return { access: { ...access, apiKey }, files, pluginDir, values, warnings, provider };
}

const SPOOL_DEADLINE_MS = 10_000;

/** Takes what hooks left to the provider, and lets hooks try it again. */
export const toProvider =
  ({ provider, files }: Session): SubmitEvents =>
  async (events) => {
    await postEvents(provider, events, SPOOL_DEADLINE_MS);
    rmSync(files.mute, { force: true });
  };

const sectionsOf = (text: string): readonly string[] =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** What has to be filled in before the engine can work, or null. */
export function whatIsMissing({ values }: Session): string | null {
  const absent = (["plex_url", "plex_token", "plex_library"] as const).filter(
    (key) => values[key] === "",
  );
  return absent.length === 0
    ? null
    : `Fill in ${absent.join(", ")} (Settings > Plugins > Stash2Plex CLI), or provider_url where a provider runs.`;
}

/** Options of our own engine. */
export function engineOptionsOf(
  { access, files, values }: Session,
  logger: EngineOptions["logger"],
  pushedByV1: EngineOptions["pushedByV1"],
): EngineOptions {
  const map = readPathMap(values.plex_unmatched_path_map);
  for (const warning of map.warnings) logger.warn(warning);
  return {
    dataDir: files.folder,
    stash: { url: access.url, apiKey: access.apiKey },
    plex: {
      url: addressOf(values.plex_url),
      token: values.plex_token,
      sections: sectionsOf(values.plex_library),
    },
    policy: policyOf(values),
    pathRules: map.rules,
    maxRetries: values.max_retries,
    deadLetterDays: values.dlq_retention_days,
    pushedByV1,
    logger,
  };
}
