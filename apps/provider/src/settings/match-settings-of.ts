import type { MatchSettings } from "@stash2plex/engine/matching";
import { providerIdentifier } from "@stash2plex/shared/plex";

import type { Settings } from "./settings.ts";

/** The part of the settings that decides which scene a file is. */
export function matchSettingsOf(settings: Settings): MatchSettings {
  return {
    identifier: providerIdentifier(settings.providerIdSuffix ?? ""),
    adult: settings.adult,
    matchByTitle: settings.matchByTitle,
    requireOrganized: settings.requireOrganized,
    requireStashId: settings.requireStashId,
    excludeTags: settings.excludeTags,
    excludeStudios: settings.excludeStudios,
  };
}
