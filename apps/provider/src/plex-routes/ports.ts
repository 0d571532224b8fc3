import type { ItemSettings } from "@stash2plex/shared/item";
import type { MatchRequest } from "@stash2plex/shared/plex";
import type { SceneDetail, StashId } from "@stash2plex/shared/stash";

/** One scene that may be the file. */
export interface MatchedScene {
  readonly sceneId: StashId;
  /** In words, such as `base name`. */
  readonly rung: string;
  /** What Plex is told: 100 for an automatic match, 99-81 in the list of a manual one. */
  readonly score: number;
  readonly reason: string;
}

/** What the ladder decided, with its reasons. */
export interface MatchAnswer {
  readonly outcome: "matched" | "listed" | "ambiguous" | "no-match" | "filtered" | "unconfirmed";
  /** Best first; one at most unless the match is manual. */
  readonly scenes: readonly MatchedScene[];
  /** Line by line, for people. Made when somebody wants to read it: a scan decides thousands of times. */
  readonly explanation: () => readonly string[];
  /** Why nothing could be confirmed: the sentence of the failure. */
  readonly problem?: string;
}

/** Keeps its own deadline, well under that of PMS. */
export type Matcher = (request: MatchRequest) => Promise<MatchAnswer>;

export type SceneAnswer =
  | { readonly kind: "scene"; readonly detail: SceneDetail }
  | { readonly kind: "gone" }
  | { readonly kind: "unavailable"; readonly problem: string };

/** Scenes for metadata: from the mirror, or live where that is behind. */
export interface SceneReader {
  /** From the mirror alone, at once. Parts may be looked up when they are read: read it before the turn ends. */
  known(id: StashId): SceneDetail | null;
  /** Reads live first where the mirror is behind. */
  scene(id: StashId, signal: AbortSignal): Promise<SceneAnswer>;
  /** Whether the mirror is recent enough to answer without asking Stash. */
  isFresh(): boolean;
  /** Changes whenever anything in the mirror has changed. */
  version(): number;
}

/** Settings that routes read at every request, so that a changed file is taken over. */
export interface RouteSettings {
  readonly item: ItemSettings;
  readonly adult: "always" | "when-asked";
  readonly unconfirmedMatch: "503" | "500" | "empty";
}
