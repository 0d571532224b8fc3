import { type SyncField, syncFields } from "@stash2plex/engine/reconcile";

import { pathRulesOfMap } from "./plugin-path-map.ts";
import { isOwnName, pluginMeaning } from "./plugin-setting-names.ts";
import type { RawValue } from "./raw-values.ts";
import { declarationOf, type SettingKey } from "./settings.ts";
import { flag } from "./value-kinds.ts";

/** What is kept in Stash for the plugin, as one more source below environment and YAML. */
export interface PluginSettings {
  /** Each of them was tried: none makes a fault. */
  readonly values: ReadonlyMap<SettingKey, RawValue>;
  /** One sentence for each value that counts as not set. */
  readonly warnings: readonly string[];
}

type Warn = (name: string, problem: string) => void;

const where = (name: string): string => `${name} in the plugin's settings in Stash`;

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "string" && value.trim() === "");

/** v1 took addresses with http:// only; people leave it out. */
const prepared = (key: SettingKey, value: unknown): unknown =>
  key === "plexUrl" && typeof value === "string" && !value.includes("://")
    ? `http://${value.trim()}`
    : value;

const ourWord = (value: unknown, words: Readonly<Record<string, string>>): unknown =>
  typeof value === "string" ? (words[value.trim().toLowerCase()] ?? value) : value;

/** Collects values; a value that does not fit is told and left out. */
const createCollector = (warn: Warn) => {
  const values = new Map<SettingKey, RawValue>();
  const switchedOff = new Set<SyncField>();
  let everything = true;

  const put = (name: string, key: SettingKey, value: unknown): void => {
    const raw = prepared(key, value);
    const parsed = declarationOf(key).schema.safeParse(raw);
    if (parsed.success) values.set(key, { raw, source: where(name) });
    // Without the value itself: it may be a token in the wrong box.
    else warn(name, parsed.error.issues[0]?.message ?? "is wrong");
  };
  const putSwitch = (name: string, value: unknown, off: () => void): void => {
    const parsed = flag().safeParse(value);
    if (!parsed.success) warn(name, parsed.error.issues[0]?.message ?? "is wrong");
    else if (!parsed.data) off();
  };
  const putPathMap = (name: string, value: unknown): void => {
    const rules = pathRulesOfMap(String(value));
    if (rules === null) warn(name, "must be pairs such as /plex/folder=>/stash/folder; /p2=>/s2");
    else put(name, "pathRules", rules);
  };
  return {
    take: (name: string, value: unknown): void => {
      const meaning = pluginMeaning(name);
      if (meaning === null) return;
      if (isEmpty(value)) warn(name, "is empty");
      else if (meaning.kind === "setting") put(name, meaning.key, ourWord(value, meaning.words));
      else if (meaning.kind === "path-map") putPathMap(name, value);
      else
        putSwitch(name, value, () => {
          if (meaning.kind === "field") switchedOff.add(meaning.field);
          else everything = false;
        });
    },
    values: (): ReadonlyMap<SettingKey, RawValue> => {
      const all = new Map(values);
      if (!everything) all.set("plexSync", { raw: false, source: where("enabled or sync_master") });
      if (switchedOff.size > 0 && !all.has("syncFields")) {
        const raw = syncFields.filter((field) => !switchedOff.has(field));
        all.set("syncFields", { raw, source: where("sync_*") });
      }
      return all;
    },
  };
};

/**
 * Translates what Stash holds for the plugin, by the names of v1 or by ours in lower case. Nothing in it stops
 * anything: what is empty, of another kind or out of range counts as not set, with a warning
 * (docs/reference/stash2plex-v1.md, L16); names that say nothing here are passed over.
 */
export function pluginSettingsAsRaw(record: Readonly<Record<string, unknown>>): PluginSettings {
  const warnings: string[] = [];
  const collector = createCollector((name, problem) => {
    warnings.push(`${where(name)} ${problem}. It counts as not set.`);
  });
  const isOwn = ([name]: readonly [string, unknown]): boolean => {
    const meaning = pluginMeaning(name);
    return meaning?.kind === "setting" && isOwnName(name, meaning.key);
  };
  const rows = Object.entries(record);
  // Ours last: where both names are filled in, ours is the newer one.
  for (const row of rows.filter((one) => !isOwn(one))) collector.take(...row);
  for (const row of rows.filter(isOwn)) collector.take(...row);
  return { values: collector.values(), warnings };
}
