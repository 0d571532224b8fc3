import type { PathRule } from "@stash2plex/shared/paths";

import type { WrittenRule } from "./candidate-rule.ts";
import type { SideFile } from "./side-file.ts";

export interface SuggestionInput {
  readonly plex: readonly SideFile[];
  readonly stash: readonly SideFile[];
  /** Absolute folders of the libraries that Plex's files are in. */
  readonly plexFolders: readonly string[];
  /** Rules that are in use already; suggested ones come behind them. */
  readonly inUse?: readonly PathRule[];
}

export interface SuggestedRule {
  /** As it is written into the settings. */
  readonly rule: WrittenRule;
  /** Files of Plex that it is the first to explain. */
  readonly files: number;
}

/**
 * Why a file of Plex is not explained.
 * - `not-in-stash`: Stash has no file of this name.
 * - `other-file`: Stash has files of this name, of another size and length.
 * - `ambiguous`: several copies fit, and no rule decides.
 * - `other-folders`: both have the file, in folders that no rule translates.
 * - `rule-in-use`: both have it, and a rule that is in use takes it elsewhere.
 * - `no-place`: its path is relative, or climbs.
 */
export type UnexplainedReason =
  "not-in-stash" | "other-file" | "ambiguous" | "other-folders" | "rule-in-use" | "no-place";

export interface UnexplainedFiles {
  readonly reason: UnexplainedReason;
  readonly files: number;
  readonly sentence: string;
  /** At most three; `stash` is null where no file of Stash is meant. */
  readonly examples: readonly { readonly plex: string; readonly stash: string | null }[];
}

export interface PathSuggestion {
  /** Files of Plex and of Stash that were compared. */
  readonly plexFiles: number;
  readonly stashFiles: number;
  /** Files that both sides have, as name and size or length say. */
  readonly paired: number;
  /** Files of Stash that no file of Plex was found for. */
  readonly onlyInStash: number;
  /** Of those that both have: matched without any rule, by their names. */
  readonly withoutRule: number;
  /** Whether a rule would help: without one, some files that `rules` explain are not found. */
  readonly needed: boolean;
  readonly inUse: readonly { readonly name: string; readonly files: number }[];
  /** Ready for the settings, in this order. Where none is needed they only say what they would be. */
  readonly rules: readonly SuggestedRule[];
  readonly unexplained: readonly UnexplainedFiles[];
  /** What came out, in words. */
  readonly sentences: readonly string[];
}
