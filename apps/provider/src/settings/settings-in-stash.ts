import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import type { StashApi } from "@stash2plex/shared/stash";
import * as z from "zod";

import type { PluginSettings } from "./plugin-settings.ts";
import type { RawValue } from "./raw-values.ts";
import { readPluginSettings } from "./read-plugin-settings.ts";
import { type SettingKey, settingKeys } from "./settings.ts";

const keptSchema = z.array(z.tuple([z.string(), z.object({ raw: z.json(), source: z.string() })]));

export const KEPT_FILE = "settings-in-stash.json";

const isSettingKey = (key: string): key is SettingKey =>
  settingKeys.some((candidate) => candidate === key);

/** What Stash said when it last could be asked. A file that cannot be read holds nothing. */
function keptValues(file: string): ReadonlyMap<SettingKey, RawValue> {
  try {
    const entries = keptSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    return new Map(
      entries.flatMap(([key, value]) => (isSettingKey(key) ? [[key, value] as const] : [])),
    );
  } catch {
    return new Map();
  }
}

/** Readable for us only: a token may be among them. */
function keep(file: string, values: ReadonlyMap<SettingKey, RawValue>): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const draft = `${file}.tmp`;
    writeFileSync(draft, JSON.stringify([...values]), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // An unwritable folder is told elsewhere, with what to do.
  }
}

/**
 * Settings that are kept in Stash for the plugin. While Stash is away those of the last time are used, so that a restart
 * of both in any order changes nothing. Never rejects.
 */
export async function settingsInStash(
  api: Pick<StashApi, "pluginSettings">,
  dataDir: string,
  timeoutMs: number,
): Promise<PluginSettings> {
  const file = join(dataDir, KEPT_FILE);
  try {
    const read = await readPluginSettings(api, AbortSignal.timeout(timeoutMs));
    keep(file, read.values);
    return read;
  } catch {
    return { values: keptValues(file), warnings: [] };
  }
}
