import type { StashId } from "../stash/records.ts";

/** Identifier without a suffix; `PROVIDER_ID_SUFFIX` is appended so that two Stashes can serve one Plex. */
export const PROVIDER_IDENTIFIER = "tv.plex.agents.custom.stash2plex";

const RATING_KEY = /^scene-([1-9][0-9]{0,15})$/;

/**
 * The provider's identifier, which is also the scheme of its guids.
 * @param suffix ASCII letters and digits only, or "" (docs/reference/plex-contract.md, fact 3)
 */
export function providerIdentifier(suffix = ""): string {
  return PROVIDER_IDENTIFIER + suffix;
}

/** @example ratingKeyOf(12) // "scene-12" */
export function ratingKeyOf(sceneId: StashId): string {
  return `scene-${String(sceneId)}`;
}

/**
 * The scene id in a rating key, or null when it is not one of ours.
 * @example sceneIdOfRatingKey("scene-12") // 12
 */
export function sceneIdOfRatingKey(ratingKey: string): StashId | null {
  const digits = RATING_KEY.exec(ratingKey)?.[1];
  if (digits === undefined) return null;
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : null;
}

/**
 * The guid of a scene. The `movie/` segment is essential: without it a refresh dies before it calls the provider
 * (docs/reference/plex-contract.md, fact 4).
 */
export function guidOf(identifier: string, sceneId: StashId): string {
  return `${identifier}://movie/${ratingKeyOf(sceneId)}`;
}

/** The scene id in a guid of this provider, or null for any other guid. */
export function sceneIdOfGuid(identifier: string, guid: string): StashId | null {
  const prefix = `${identifier}://movie/`;
  return guid.startsWith(prefix) ? sceneIdOfRatingKey(guid.slice(prefix.length)) : null;
}
