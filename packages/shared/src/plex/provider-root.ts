/** The registration document that PMS reads from the registered URL (docs/reference/plex-contract.md, section 2). */
export interface ProviderRoot {
  readonly MediaProvider: {
    readonly identifier: string;
    readonly title: string;
    readonly version: string;
    readonly Types: readonly {
      readonly type: number;
      readonly Scheme: readonly { readonly scheme: string }[];
    }[];
    readonly Feature: readonly { readonly type: string; readonly key: string }[];
  };
}

/** Keys are appended to the registered URL and never repeat its path (fact 6). */
export const METADATA_KEY = "/library/metadata";
export const MATCH_KEY = "/library/metadata/matches";

const MOVIE = 1;

/**
 * Builds the registration document: one movie type, the features `metadata` and `match`. An `images` feature is not
 * declared on purpose (fact 18).
 */
export function providerRoot(about: {
  readonly identifier: string;
  readonly title: string;
  readonly version: string;
}): ProviderRoot {
  return {
    MediaProvider: {
      identifier: about.identifier,
      title: about.title,
      version: about.version,
      Types: [{ type: MOVIE, Scheme: [{ scheme: about.identifier }] }],
      Feature: [
        { type: "metadata", key: METADATA_KEY },
        { type: "match", key: MATCH_KEY },
      ],
    },
  };
}
