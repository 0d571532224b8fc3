import type { SyncField, SyncPolicy } from "@stash2plex/engine/reconcile";
import { PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";

import type { SettingKey } from "../manifest/settings.js";
import type { SettingValues } from "./setting-values.js";

const always: readonly SyncField[] = [
  "title",
  "originalTitle",
  "titleSort",
  "contentRating",
  "directors",
  "rating",
];

const switched: readonly (readonly [SettingKey, SyncField])[] = [
  ["sync_studio", "studio"],
  ["sync_summary", "summary"],
  ["sync_tagline", "tagline"],
  ["sync_date", "date"],
  ["sync_performers", "performers"],
  ["sync_tags", "genres"],
  ["sync_poster", "poster"],
  ["sync_background", "background"],
  ["sync_collection", "collections"],
];

const fieldsOf = (values: SettingValues): ReadonlySet<SyncField> => {
  if (!values.enabled || !values.sync_master) return new Set();
  return new Set([
    ...always,
    ...switched.filter(([key]) => values[key] === true).map(([, field]) => field),
  ]);
};

/**
 * How the engine of the CLI may write to Plex. Without a provider no item of Plex can be ours, so items of the chosen
 * libraries are edited whatever their agent, as v1 of the plugin did; pictures are uploaded, never linked.
 */
export function policyOf(values: SettingValues): SyncPolicy {
  return {
    identifier: PROVIDER_IDENTIFIER,
    otherAgent: "edit",
    fields: fieldsOf(values),
    preserveEdits: values.preserve_plex_edits,
    listMode: "ours",
    maxTags: values.max_tags,
    artwork: "auto",
    artworkLock: "auto",
    lockEdits: false,
    qualityGate: true,
    requireOrganized: false,
    requireStashId: false,
    labelTags: [],
    organizedLabel: null,
    addedAt: "plex",
    canRefresh: false,
    linksArePublic: false,
    scanMissing: values.trigger_plex_scan,
  };
}
