import type { SyncPolicy } from "@stash2plex/engine/reconcile";
import { providerIdentifier } from "@stash2plex/shared/plex";

import { isPublicAddress } from "./public-address.ts";
import type { Settings } from "./settings.ts";

/** The part of the settings that decides how Plex may be written to. */
export function syncPolicyOf(settings: Settings): SyncPolicy {
  return {
    identifier: providerIdentifier(settings.providerIdSuffix ?? ""),
    otherAgent: settings.plexOtherAgent,
    fields: new Set(settings.syncFields),
    preserveEdits: settings.preserveEdits,
    listMode: settings.listMode,
    maxTags: settings.genreMax,
    artwork: settings.artwork,
    artworkLock: settings.artworkLock,
    lockEdits: settings.lockEdits,
    qualityGate: settings.qualityGate,
    requireOrganized: settings.requireOrganized,
    requireStashId: settings.requireStashId,
    labelTags: settings.labelTags,
    organizedLabel: settings.labelOrganized === "" ? null : settings.labelOrganized,
    addedAt: settings.addedAt,
    canRefresh: true,
    linksArePublic: settings.publicUrl !== null && isPublicAddress(settings.publicUrl),
    scanMissing: settings.plexScanMissing,
  };
}

/** Why nothing can be brought to Plex, as a sentence with the remedy; null: it can. */
export function syncOffReason(
  settings: Pick<Settings, "plexUrl" | "plexToken" | "plexSync">,
): string | null {
  if (!settings.plexSync) return "PLEX_SYNC is off: nothing is brought to Plex.";
  if (settings.plexUrl === null)
    return "PLEX_URL is not set: nothing is brought to Plex. Set it with PLEX_TOKEN.";
  if (settings.plexToken === null)
    return "PLEX_TOKEN is not set: without it Plex cannot be written to.";
  return null;
}
