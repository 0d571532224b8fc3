import { join, resolve } from "node:path";

import { defaultDataDir, isImage, type Machine } from "./data-dir.ts";
import { didYouMean } from "./did-you-mean.ts";
import {
  environmentValues,
  type RawValue,
  type RawValues,
  type ReadText,
  type SettingFault,
  yamlValues,
} from "./raw-values.ts";
import { environmentName } from "./setting.ts";
import { declarationOf, settingKeys, type SettingKey, type Settings } from "./settings.ts";

export const SETTINGS_FILE = "stash2plex.yaml";

export interface LoadedSettings {
  /** Complete: a faulty setting stands at its default here, so that the page of faults can be served. */
  readonly settings: Settings;
  /** Where each one that somebody has set came from. */
  readonly sources: ReadonlyMap<SettingKey, string>;
  /** All of them at once. Empty: the settings may be used. */
  readonly faults: readonly SettingFault[];
  /** Variables of the environment that look like misspelt settings. */
  readonly notes: readonly string[];
  /** The YAML file that was, or would be, read. */
  readonly file: string;
  /** Whether this is the container image. */
  readonly image: boolean;
}

/**
 * Reads every setting: the environment wins over `NAME_FILE` files' YAML neighbour, then comes what is kept in Stash
 * (`pluginSettingsAsRaw`), defaults come last.
 */
export function loadSettings(
  machine: Machine,
  readText: ReadText,
  inStash: RawValues["values"] = new Map(),
): LoadedSettings {
  const environment = environmentValues(machine.env, readText);
  const givenFolder = environment.values.get("dataDir")?.raw;
  const dataDir = resolve(
    typeof givenFolder === "string" ? givenFolder.trim() : defaultDataDir(machine),
  );
  const file = join(dataDir, SETTINGS_FILE);
  const yaml = yamlValues(file, readText);
  const { values, sources, faults } = parsed([environment.values, yaml.values, inStash]);
  return {
    // Every key has a value of its own schema or its default: the type says no more than `parsed` does.
    settings: { ...(values as unknown as Settings), dataDir },
    sources,
    faults: [...environment.faults, ...yaml.faults, ...faults],
    notes: misspelt(machine.env),
    file,
    image: isImage(machine.env),
  };
}

/** The first source that has a value wins. */
function parsed(places: readonly RawValues["values"][]): {
  values: Record<string, unknown>;
  sources: Map<SettingKey, string>;
  faults: SettingFault[];
} {
  const values: Record<string, unknown> = {};
  const sources = new Map<SettingKey, string>();
  const faults: SettingFault[] = [];
  for (const key of settingKeys) {
    const declaration = declarationOf(key);
    values[key] = declaration.default;
    const found = places.find((place) => place.has(key))?.get(key);
    if (found === undefined) continue;
    sources.set(key, found.source);
    const result = declaration.schema.safeParse(found.raw);
    if (result.success) values[key] = result.data;
    else faults.push(faultOf(key, found, result.error.issues));
  }
  return { values, sources, faults };
}

type Issues = readonly { readonly message: string; readonly params?: unknown }[];

function faultOf(key: SettingKey, found: RawValue, issues: Issues): SettingFault {
  const name = environmentName(key);
  const issue = issues[0];
  const params = (issue?.params ?? {}) as { readonly quote?: boolean };
  const mayQuote = params.quote === true && declarationOf(key).secret !== true;
  const quoted = mayQuote ? `, but is ${quotedValue(found.raw)}` : "";
  const message = `${name} ${issue?.message ?? "is wrong"}${quoted} (${found.source}).`;
  return { setting: name, source: found.source, message };
}

function quotedValue(raw: unknown): string {
  const shown = JSON.stringify(raw);
  return shown.length > 120 ? `${shown.slice(0, 117)}...` : shown;
}

/** `STASH_APIKEY` is silently nothing otherwise. Short names are left alone: `HOME` is no misspelt `HOST`. */
function misspelt(env: Machine["env"]): readonly string[] {
  const known = settingKeys.flatMap((key) => [
    environmentName(key),
    `${environmentName(key)}_FILE`,
  ]);
  return Object.keys(env).flatMap((name) => {
    if (name.length < 8 || known.includes(name)) return [];
    const meant = didYouMean(name, known, 1);
    return meant === null ? [] : [`The environment holds ${name}. Did you mean ${meant}?`];
  });
}
