import type { PathRule } from "@stash2plex/shared/paths";
import type { MatchRequest } from "@stash2plex/shared/plex";
import type { StashId } from "@stash2plex/shared/stash";

import type { MatchSettings } from "./match-settings.ts";
import type { NoName, PlexName } from "./plex-name.ts";
import type { IndexedFile, SceneIndex } from "./scene-index.ts";

/** What else is known about Plex's file, from a copy of Plex's library. */
export interface PlexFacts {
  /** Absolute folders of the sections that the request may come from. */
  readonly folders?: readonly string[];
  /** Bytes. */
  readonly size?: number;
  /** Seconds. */
  readonly duration?: number;
}

/** Everything a rung may look at. */
export interface MatchContext {
  readonly request: MatchRequest;
  readonly name: PlexName | NoName;
  readonly index: SceneIndex;
  readonly rules: readonly PathRule[];
  readonly settings: MatchSettings;
  readonly facts: PlexFacts;
  /** Files whose folded path ends with the last `count` segments of the name. */
  filesByTail(count: number): TailFiles;
  /** Folded library folders of Stash, cut into segments. */
  libraryFolders(): readonly (readonly string[])[];
  /** What makes the base name distinctive, in words, or null. */
  nameMark(): string | null;
  /** The scenes at the exact path of the name (mapped, else whole name), with the words for it; empty when unknown. */
  exactPath(): ExactPath;
}

export interface TailFiles {
  readonly files: readonly IndexedFile[];
  /** Whether there may be more than were looked at. */
  readonly more: boolean;
}

export interface ExactPath {
  readonly sceneIds: readonly StashId[];
  readonly how: string;
}
