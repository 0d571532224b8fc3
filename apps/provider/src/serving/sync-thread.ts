import type { SyncSettings, SyncThreadData } from "@stash2plex/engine/engine";
import { join } from "node:path";

import { PIPELINE_VERSION } from "../artwork/picture-plan.ts";
import { type PictureKey, pictureKeyOf } from "../picture-url.ts";
import { itemSettingsOf } from "../settings/item-settings-of.ts";
import { matchSettingsOf } from "../settings/match-settings-of.ts";
import type { Settings } from "../settings/settings.ts";
import { syncOffReason, syncPolicyOf } from "../settings/sync-policy-of.ts";

/** What the thread that writes is started with, beside what the mirror needs. */
export interface TenantData extends SyncThreadData {
  /** With what picture addresses are signed. */
  readonly pictureKey: PictureKey;
}

/** The part of the settings that the work on Plex takes over while running. */
export function syncSettingsOf(settings: Settings): SyncSettings {
  return {
    policy: syncPolicyOf(settings),
    item: itemSettingsOf(settings),
    match: matchSettingsOf(settings),
    pathRules: settings.pathRules,
    sections: settings.plexSections,
    maxEditsPerSecond: settings.plexMaxEditsPerSecond,
    retries: settings.plexRetries,
    deadLetterDays: settings.deadLetterDays,
    gaps: {
      excludeKinds: settings.gapsExcludeKinds,
      excludeSections: settings.gapsExcludeSections,
      excludeFolders: settings.gapsExcludeFolders,
      excludeTags: settings.gapsExcludeTags,
    },
  };
}

export function tenantDataOf(
  settings: Settings,
  process: {
    readonly version: string;
    readonly clientIdentifier: string;
    readonly workerId: string;
  },
): TenantData {
  const { plexUrl, plexToken } = settings;
  const { version, clientIdentifier, workerId } = process;
  return {
    plex:
      plexUrl === null || plexToken === null
        ? null
        : { url: plexUrl, token: plexToken, clientIdentifier, version },
    offReason: syncOffReason(settings),
    settings: syncSettingsOf(settings),
    workerId,
    lockFile: join(settings.dataDir, "worker.lock"),
    doorbell: settings.doorbell,
    plexFollowIntervalMs: settings.plexFollowInterval,
    pipeline: `${settings.posterMode}-${PIPELINE_VERSION}`,
    pictureBase: settings.publicUrl,
    pictureKey: pictureKeyOf(settings),
  };
}
