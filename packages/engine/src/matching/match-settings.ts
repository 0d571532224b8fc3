import { PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";

/** What a user may set about matching. */
export interface MatchSettings {
  /** Identifier of the provider, which is the scheme of its guids. */
  readonly identifier: string;
  /** `when-asked` answers only requests that say `includeAdult` (docs/reference/plex-contract.md, fact 14). */
  readonly adult: "always" | "when-asked";
  /** Whether title and date may match without a person looking on. */
  readonly matchByTitle: boolean;
  readonly requireOrganized: boolean;
  readonly requireStashId: boolean;
  /** Names of tags; case does not matter. */
  readonly excludeTags: readonly string[];
  /** Names of studios; what lies below one is excluded too. */
  readonly excludeStudios: readonly string[];
}

export const defaultMatchSettings: MatchSettings = {
  identifier: PROVIDER_IDENTIFIER,
  adult: "always",
  matchByTitle: false,
  requireOrganized: false,
  requireStashId: false,
  excludeTags: [],
  excludeStudios: [],
};
