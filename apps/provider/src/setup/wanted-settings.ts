import { isDeepStrictEqual } from "node:util";

import type { PmsSection } from "@stash2plex/shared/pms";

import type { LoadedSettings } from "../settings/load-settings.ts";
import { environmentName } from "../settings/setting.ts";
import { declarationOf, type SettingKey, type Settings } from "../settings/settings.ts";
import type { SettingChanges } from "./settings-text.ts";
import type { SetupChoices } from "./setup.ts";

/** What the choices mean for the settings. */
export interface WantedSettings {
  /** For the file. */
  readonly changes: SettingChanges;
  /** Sentences: the environment says something else, and wins. */
  readonly overruled: readonly string[];
}

type WrittenRule = SetupChoices["pathRules"][number];

const isSameRule = (one: WrittenRule, other: WrittenRule): boolean =>
  isDeepStrictEqual([one.plex, one.stash], [other.plex, other.stash]);

/** Rules that are in use stay first: they were tried. A name is given once. */
export function joinedRules(
  inUse: readonly WrittenRule[],
  chosen: readonly WrittenRule[],
): readonly WrittenRule[] {
  const joined = [...inUse];
  for (const rule of chosen) {
    if (joined.some((known) => isSameRule(known, rule))) continue;
    const name = String(rule.name);
    const isTaken = (candidate: string): boolean =>
      joined.some((known) => String(known.name).toLowerCase() === candidate.toLowerCase());
    let free = name;
    for (let next = 2; isTaken(free); next += 1) free = `${name}-${next}`;
    joined.push({ ...rule, name: free });
  }
  return joined;
}

export interface SectionWish {
  /** Chosen ones. */
  readonly chosen: readonly PmsSection[];
  /** All film sections of Plex. */
  readonly all: readonly PmsSection[];
  /** Keys of those whose agent is ours, or will be. */
  readonly ours: ReadonlySet<string>;
}

const nameOf = ({ key, title }: PmsSection, all: readonly PmsSection[]): string =>
  all.filter((other) => other.title.toLowerCase() === title.toLowerCase()).length > 1 ? key : title;

/**
 * PLEX_SECTIONS: nothing while the agent says it all, because then a library that gets our agent later belongs to it by
 * itself; else what it held and what was chosen.
 */
export function joinedSections(
  before: readonly string[],
  { chosen, all, ours }: SectionWish,
): readonly string[] {
  if (before.length === 0 && chosen.every(({ key }) => ours.has(key))) return before;
  const isNamed = ({ key, title }: PmsSection): boolean =>
    before.some(
      (name) => name.trim() === key || name.trim().toLowerCase() === title.trim().toLowerCase(),
    );
  // With the first name the setting takes the place of the agent: what belongs to it already must be named, too.
  const isChosen = (key: string): boolean => chosen.some((one) => one.key === key);
  const wanted =
    before.length === 0 ? all.filter(({ key }) => ours.has(key) || isChosen(key)) : chosen;
  return [...before, ...wanted.filter((one) => !isNamed(one)).map((one) => nameOf(one, all))];
}

/** Values by key: null means that the setting is not to be set. */
export type WantedValues = Readonly<Partial<Record<SettingKey, unknown>>>;

/** What differs from what is in use, and what of it the environment keeps us from writing. */
export function settingsToChange(
  wanted: WantedValues,
  { settings }: Pick<LoadedSettings, "settings">,
  inEnvironment: ReadonlySet<SettingKey>,
): WantedSettings {
  const changes = new Map<SettingKey, unknown>();
  const overruled: string[] = [];
  for (const [key, value] of Object.entries(wanted) as [SettingKey, unknown][]) {
    if (isDeepStrictEqual(valueInUse(settings, key), value)) continue;
    if (inEnvironment.has(key)) {
      const name = environmentName(key);
      overruled.push(
        `${name} is set in the environment to something else, which wins: change it there, or remove it there.`,
      );
    } else changes.set(key, value ?? undefined);
  }
  return { changes, overruled };
}

const valueInUse = (settings: Settings, key: SettingKey): unknown =>
  settings[key] ?? declarationOf(key).default;
