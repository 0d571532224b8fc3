import {
  logSettings,
  matchingSettings,
  mirrorSettings,
  pictureSettings,
} from "./catalogue/behaviour.ts";
import { securitySettings, serverSettings, stashSettings } from "./catalogue/connection.ts";
import { gapSettings } from "./catalogue/gaps.ts";
import { itemSettings } from "./catalogue/item.ts";
import { plexSettings } from "./catalogue/plex.ts";
import { environmentName, type Setting } from "./setting.ts";

/** Every setting there is. The documentation, the reader and the log screen are made from it. */
export const catalogue = {
  ...stashSettings,
  ...serverSettings,
  ...securitySettings,
  ...plexSettings,
  ...gapSettings,
  ...matchingSettings,
  ...itemSettings,
  ...pictureSettings,
  ...mirrorSettings,
  ...logSettings,
};

export type SettingKey = keyof typeof catalogue;

type ValueOf<Declaration> = Declaration extends Setting<infer Value> ? Value : never;

/** The values of all settings. `dataDir` is resolved: see data-dir.ts. */
export type Settings = {
  readonly [Key in Exclude<SettingKey, "dataDir">]: ValueOf<(typeof catalogue)[Key]>;
} & { readonly dataDir: string };

export const settingKeys = Object.keys(catalogue) as readonly SettingKey[];

/** The declaration of a setting, without the type of its value. */
export function declarationOf(key: SettingKey): Setting<unknown> {
  return catalogue[key];
}

/** Values of the secret settings that are set: what no log line may hold. */
export function secretValues(settings: Settings): readonly string[] {
  return settingKeys
    .filter((key) => declarationOf(key).secret === true)
    .map((key) => settings[key])
    .filter((value) => typeof value === "string");
}

/** Settings for people: secrets only as set, and nothing that is at its default. */
export function maskedSettings(settings: Settings): Readonly<Record<string, string>> {
  const shown = settingKeys
    .filter((key) => JSON.stringify(settings[key]) !== JSON.stringify(catalogue[key].default))
    .map((key) => [environmentName(key), shownValue(key, settings[key])] as const);
  return Object.fromEntries(shown);
}

/** One value for people, as they would write it: a secret only as set, and nothing where there is none. */
export function shownSetting(key: SettingKey, value: unknown): string {
  if (value === null) return "";
  const declaration = declarationOf(key);
  if (declaration.secret === true || declaration.show !== undefined) return shownValue(key, value);
  if (typeof value === "boolean") return value ? "on" : "off";
  const isPlainList = Array.isArray(value) && value.every((one) => !String(one).includes(","));
  return isPlainList ? value.join(", ") : shownValue(key, value);
}

function shownValue(key: SettingKey, value: unknown): string {
  const declaration = declarationOf(key);
  if (declaration.secret === true) return "(set)";
  if (declaration.show !== undefined) return declaration.show(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
