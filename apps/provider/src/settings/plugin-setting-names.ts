import type { SyncField } from "@stash2plex/engine/reconcile";

import { environmentName } from "./setting.ts";
import { declarationOf, type SettingKey, settingKeys } from "./settings.ts";

/** What a setting of the plugin says here. */
export type PluginMeaning =
  | { readonly kind: "setting"; readonly key: SettingKey }
  /** Off: this field is left out of `syncFields`. */
  | { readonly kind: "field"; readonly field: SyncField }
  /** Off: nothing is written at all. */
  | { readonly kind: "everything" }
  | { readonly kind: "path-map" };

const setting = (key: SettingKey): PluginMeaning => ({ kind: "setting", key });
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

const besides: readonly SettingKey[] = [
  "pathRules",
  "genreMax",
  "requireOrganized",
  "requireStashId",
];

/** Up to v0.25 Stash gives `plex_url` back as `plexUrl` (docs/reference/stash.md, 4.9). */
const folded = (name: string): string => name.replaceAll("_", "").toLowerCase();

const meanings = new Map<string, PluginMeaning>([
  ...Object.entries(namesOfV1).map(([name, meaning]) => [folded(name), meaning] as const),
  // Our own names last: where v1 had the same one, it meant the same.
  ...settingKeys
    .filter((key) => declarationOf(key).group === "plex" || besides.includes(key))
    .map((key) => [folded(environmentName(key)), setting(key)] as const),
]);

/** The meaning of a setting of the plugin; null: it says nothing here. */
export const pluginMeaning = (name: string): PluginMeaning | null =>
  meanings.get(folded(name)) ?? null;

/** Whether it bears a name of ours rather than one of v1. */
export const isOwnName = (name: string, key: SettingKey): boolean =>
  folded(name) === folded(environmentName(key));
