import { isAtLeast, type StashVersion } from "./version.ts";

/**
 * What a Stash can be asked. One unknown field fails a whole document (docs/reference/stash.md, 2.9), so documents
 * are chosen by these.
 */
export interface StashCapabilities {
  /** Groups under their own name; before, they are called movies (v0.27). */
  readonly groups: boolean;
  /** Custom fields of performers (v0.28). */
  readonly performerCustomFields: boolean;
  /** Look-ups of files by path and base name (v0.29). */
  readonly findFile: boolean;
  /** Dates may be a year or a month alone (v0.30); before, Stash refuses to store them. */
  readonly partialDates: boolean;
}

/**
 * What this version offers.
 *
 * @see docs/reference/stash.md, 1.3
 */
export function capabilitiesOf(version: StashVersion): StashCapabilities {
  return {
    groups: isAtLeast(version, 0, 27),
    performerCustomFields: isAtLeast(version, 0, 28),
    findFile: isAtLeast(version, 0, 29),
    partialDates: isAtLeast(version, 0, 30),
  };
}
