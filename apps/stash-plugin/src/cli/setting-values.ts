import { type PluginSetting, pluginSettings, type SettingKey } from "../manifest/settings.js";
import type { RawSettings } from "./stash-settings.js";

type Row<K extends SettingKey> = Extract<(typeof pluginSettings)[number], { readonly key: K }>;
type Kind<T> = T extends "BOOLEAN" ? boolean : T extends "NUMBER" ? number : string;

/** Every setting of the plugin with a value that can be used. */
export type SettingValues = { readonly [K in SettingKey]: Kind<Row<K>["type"]> };

export interface ReadSettings {
  readonly values: SettingValues;
  /** One sentence for each value that cannot be used. */
  readonly warnings: readonly string[];
}

const camel = (key: string): string =>
  key.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

const words: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["yes", true],
  ["on", true],
  ["false", false],
  ["0", false],
  ["no", false],
  ["off", false],
]);

/** The value, or null where it cannot be used. */
const valueOf = (setting: PluginSetting, given: unknown): string | number | boolean | null => {
  const text = typeof given === "number" || typeof given === "boolean" ? String(given) : given;
  if (typeof text !== "string") return null;
  if (setting.type === "BOOLEAN") return words.get(text.trim().toLowerCase()) ?? null;
  if (setting.type === "NUMBER") {
    const number = Number(text);
    return number >= setting.min && number <= setting.max ? Math.round(number) : null;
  }
  if (setting.words === undefined) return text.trim();
  const word = text.trim().toLowerCase();
  return setting.words.includes(word) ? word : null;
};

const allowed = (setting: PluginSetting): string => {
  if (setting.type === "BOOLEAN") return "on or off";
  if (setting.type === "NUMBER") return `a number from ${setting.min} to ${setting.max}`;
  return setting.words?.join(", ") ?? "a text";
};

const isEmpty = (given: unknown): boolean =>
  given === undefined || given === null || (typeof given === "string" && given.trim() === "");

/**
 * Reads settings as Stash holds them. What is empty, of another kind or out of range falls back to its default: a box that
 * somebody cleared must not stop the plugin (docs/reference/stash2plex-v1.md, L16).
 */
export function readSettingValues(raw: RawSettings): ReadSettings {
  const warnings: string[] = [];
  const read = (setting: PluginSetting): string | number | boolean => {
    const given = raw[setting.key] ?? raw[camel(setting.key)];
    if (isEmpty(given)) return setting.fallback;
    const value = valueOf(setting, given);
    if (value !== null) return value;
    // Not the value itself: it may be a token in the wrong box.
    warnings.push(
      `The setting ${setting.key} must be ${allowed(setting)}; ${JSON.stringify(setting.fallback)} is used instead.`,
    );
    return setting.fallback;
  };
  const values = Object.fromEntries<unknown>(
    pluginSettings.map((setting) => [setting.key, read(setting)]),
    // Each row of the table was read by its own type.
  ) as SettingValues;
  return { values, warnings };
}

/** An address as people write it: with or without `http://`, with or without a slash at the end. Empty stays empty. */
export function addressOf(text: string): string {
  const plain = text.trim().replace(/\/+$/, "");
  return plain === "" || /^https?:\/\//i.test(plain) ? plain : `http://${plain}`;
}
