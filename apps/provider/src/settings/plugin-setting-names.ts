import type { SyncField } from "@stash2plex/engine/reconcile";

import { environmentName, type SettingGroup } from "./setting.ts";
import { declarationOf, type SettingKey, settingKeys } from "./settings.ts";

/** What a setting of the plugin says here. */
export type PluginMeaning =
  | {
      readonly kind: "setting";
      readonly key: SettingKey;
      /** Values of v1 that are called otherwise here, in lower case. */
      readonly words: Readonly<Record<string, string>>;
    }
  /** Off: this field is left out of `syncFields`. */
  | { readonly kind: "field"; readonly field: SyncField }
  /** Off: nothing is written at all. */
  | { readonly kind: "everything" }
  | { readonly kind: "path-map" };

const setting = (key: SettingKey, words: Readonly<Record<string, string>> = {}): PluginMeaning => ({
  kind: "setting",
  key,
  words,
});
const field = (name: SyncField): PluginMeaning => ({ kind: "field", field: name });

/** Names of v1 of the plugin, whose values Stash still holds (docs/reference/stash2plex-v1.md, 1.1). */
const namesOfV1: Readonly<Record<string, PluginMeaning>> = {
  enabled: { kind: "everything" },
  sync_master: { kind: "everything" },
  plex_library: setting("plexSections"),
  plex_unmatched_path_map: { kind: "path-map" },
  preserve_plex_edits: setting("preserveEdits"),
  max_tags: setting("genreMax"),
  max_retries: setting("plexRetries"),
  dlq_retention_days: setting("deadLetterDays"),
  trigger_plex_scan: setting("plexScanMissing"),
  reconcile_interval: setting("reconcileSchedule"),
  reconcile_scope: setting("reconcileScope", { "24h": "recent", "7days": "week" }),
  sync_studio: field("studio"),
  sync_summary: field("summary"),
  sync_tagline: field("tagline"),
  sync_date: field("date"),
  sync_performers: field("performers"),
  sync_tags: field("genres"),
  sync_collection: field("collections"),
  sync_poster: field("poster"),
  sync_background: field("background"),
};

const groups: ReadonlySet<SettingGroup> = new Set<SettingGroup>(["plex", "gaps"]);

const besides: readonly SettingKey[] = [
  "pathRules",
  "genreMax",
  "requireOrganized",
  "requireStashId",
];

/** Up to v0.25 Stash gives `plex_url` back as `plexUrl` (docs/reference/stash.md, 4.9). */
const folded = (name: string): string => name.replaceAll("_", "").toLowerCase();

const meanings = new Map<string, PluginMeaning>([
  ...settingKeys
    .filter((key) => groups.has(declarationOf(key).group) || besides.includes(key))
    // Who may change settings in Stash does not thereby choose which file is written here.
    .filter((key) => key !== "gapsFile")
    .map((key) => [folded(environmentName(key)), setting(key)] as const),
  // Those of v1 last: where ours has the same name it means the same, but knows fewer words.
  ...Object.entries(namesOfV1).map(([name, meaning]) => [folded(name), meaning] as const),
]);

/** The meaning of a setting of the plugin; null: it says nothing here. */
export const pluginMeaning = (name: string): PluginMeaning | null =>
  meanings.get(folded(name)) ?? null;

/** Whether it bears a name of ours rather than one of v1. */
export const isOwnName = (name: string, key: SettingKey): boolean =>
  folded(name) === folded(environmentName(key));
