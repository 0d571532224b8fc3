import { connectToPlex } from "../plex-connection.ts";
import { OperatorError } from "../serving/operator-error.ts";
import { loadSettings, type LoadedSettings } from "../settings/load-settings.ts";
import { environmentName } from "../settings/setting.ts";
import { catalogue, type SettingKey } from "../settings/settings.ts";
import { connectToStash, type StashConnection } from "../stash-connection.ts";
import type { PlexConnection } from "@stash2plex/engine/engine";
import type { PmsClient } from "@stash2plex/shared/pms";
import type { StashApi } from "@stash2plex/shared/stash";
import type * as z from "zod";

import type { SetupDeps } from "./setup-deps.ts";
import type { PlexChoice, StashChoice } from "./setup.ts";

export const settingsNow = ({ machine }: SetupDeps): LoadedSettings =>
  loadSettings(machine, machine.readText);

/** The value as the setting takes it; rejects with the sentence that the setting would have as its fault. */
export function settingValue<Value>(
  key: SettingKey,
  schema: z.ZodType<Value>,
  raw: unknown,
): Value {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  // Without the value itself: it may be a key in the wrong field.
  throw new OperatorError(
    `${environmentName(key)} ${parsed.error.issues[0]?.message ?? "is wrong"}.`,
  );
}

/** How the chosen Stash is reached. */
export function stashConnection(choice: StashChoice, deps: SetupDeps): StashConnection {
  const apiKey = choice.apiKey?.trim() ?? "";
  return {
    url: settingValue("stashUrl", catalogue.stashUrl.schema, choice.url) ?? "",
    apiKey:
      apiKey === "" ? null : settingValue("stashApiKey", catalogue.stashApiKey.schema, apiKey),
    tlsVerify: settingsNow(deps).settings.stashTlsVerify,
  };
}

/** How the chosen Plex is reached. */
export function plexConnection(choice: PlexChoice, deps: SetupDeps): PlexConnection {
  return {
    url: settingValue("plexUrl", catalogue.plexUrl.schema, choice.url) ?? "",
    token: settingValue("plexToken", catalogue.plexToken.schema, choice.token.trim()) ?? "",
    clientIdentifier: deps.clientIdentifier(),
    version: deps.version,
  };
}

/** Lends a client for as long as the work takes. */
export async function withStash<Result>(
  choice: StashChoice,
  deps: SetupDeps,
  work: (api: StashApi) => Promise<Result>,
): Promise<Result> {
  const api = connectToStash(stashConnection(choice, deps), deps.logger);
  try {
    return await work(api);
  } finally {
    await api.close();
  }
}

export async function withPlex<Result>(
  choice: PlexChoice,
  deps: SetupDeps,
  work: (pms: PmsClient) => Promise<Result>,
): Promise<Result> {
  const pms = connectToPlex(plexConnection(choice, deps), deps.logger);
  try {
    return await work(pms);
  } finally {
    await pms.close();
  }
}
