import type { PictureRef } from "@stash2plex/shared/item";
import type { PmsItemId, PmsSection } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

/** Where Stash is. */
export interface StashChoice {
  readonly url: string;
  readonly apiKey: string | null;
}

/** Where Plex is. */
export interface PlexChoice {
  readonly url: string;
  readonly token: string;
}

/** Everything that somebody who sets up decides. */
export interface SetupChoices {
  readonly stash: StashChoice;
  /** Null: without Plex; then there are no sections, no rules, and nothing is registered there. */
  readonly plex: PlexChoice | null;
  /** By which PMS reaches this provider, with the secret segment where there is one. */
  readonly providerUrl: string;
  /** By which Stash reaches this provider, without the secret segment. */
  readonly providerUrlForStash: string;
  /** Keys of the film sections that are to be filled from Stash. */
  readonly sectionKeys: readonly string[];
  /** Path rules as they are written into the settings; empty: none are needed. */
  readonly pathRules: readonly Readonly<Record<string, unknown>>[];
  /** Whether the sections get our provider as their agent. */
  readonly assignSections: boolean;
  /** Whether the items that are there already are matched to their scenes. */
  readonly adopt: boolean;
  readonly installPlugin: boolean;
  /** Of the packages of the plugin, as Stash reaches it; null: this provider's own. */
  readonly pluginSource: string | null;
}

export interface StashCheck {
  readonly version: string;
  readonly scenes: number;
  readonly folders: readonly string[];
}

export interface PlexCheck {
  readonly version: string;
  readonly name: string | null;
  /** Film sections only. */
  readonly sections: readonly PmsSection[];
  /** Keys of those that use our provider already. */
  readonly ours: readonly string[];
}

/** Path rules that would map the files of the chosen sections, or why none are proposed. */
export interface RuleProposal {
  readonly rules: readonly {
    readonly name: string;
    /** Both sides as people read them: folders, or patterns. */
    readonly plex: string;
    readonly stash: string;
    /** Files of the sample that only this rule explains. */
    readonly files: number;
    /** What goes into `SetupChoices.pathRules` when the rule is taken. */
    readonly written: Readonly<Record<string, unknown>>;
  }[];
  readonly sampled: number;
  /** Files that match without any rule. */
  readonly withoutRule: number;
  readonly sentences: readonly string[];
}

/** An item as people see it. */
export interface ItemFace {
  readonly title: string;
  readonly year: number | null;
  readonly studio: string | null;
  readonly summary: string | null;
  readonly cast: readonly string[];
  readonly genres: readonly string[];
}

/** What one item is now and would be. */
export interface PreviewRow {
  readonly itemId: PmsItemId;
  readonly file: string;
  readonly before: ItemFace & { readonly hasPoster: boolean };
  /** Null: no scene is found for it. */
  readonly after:
    (ItemFace & { readonly sceneId: StashId; readonly poster: PictureRef | null }) | null;
  /** The rung that decided, or why nothing would be done. */
  readonly reason: string;
}

export type SetupStepId =
  | "settings"
  | "provider"
  | "agent"
  | "sections"
  | "plugin-source"
  | "plugin"
  | "plugin-settings"
  | "adopt"
  | "compare";

/** One step with what became of it. */
export interface SetupStep {
  readonly id: SetupStepId;
  /** What it does, as a sentence. */
  readonly sentence: string;
  /** `as-it-was`: nothing had to be done. */
  readonly state: "to-do" | "running" | "done" | "as-it-was" | "skipped" | "failed";
  /** What came of it, or why it failed and what to do: a sentence. */
  readonly result: string | null;
}

/** What is looked at in Plex before anything is written. */
export type LibraryChoice = Pick<SetupChoices, "stash" | "sectionKeys"> & {
  readonly plex: PlexChoice;
};

/** Sets both sides up. Every rejection is an Error whose message is a sentence for people, without secrets. */
export interface Setup {
  checkStash(stash: StashChoice, signal?: AbortSignal): Promise<StashCheck>;
  checkPlex(plex: PlexChoice, signal?: AbortSignal): Promise<PlexCheck>;
  proposeRules(choices: LibraryChoice, signal?: AbortSignal): Promise<RuleProposal>;
  /** Items of the sections, at most so many, spread over them. Writes nothing anywhere. */
  preview(
    choices: LibraryChoice & Pick<SetupChoices, "pathRules">,
    limit: number,
    signal?: AbortSignal,
  ): Promise<readonly PreviewRow[]>;
  /** JPEG or PNG of what an item has in Plex now; null: none. */
  posterNow(plex: PlexChoice, itemId: PmsItemId, signal?: AbortSignal): Promise<Uint8Array | null>;
  /** JPEG or PNG of what a scene's poster would be; null: none. */
  posterThen(
    stash: StashChoice,
    poster: PictureRef,
    signal?: AbortSignal,
  ): Promise<Uint8Array | null>;
  /** The steps, with those marked that are done already. Writes nothing anywhere. */
  plan(choices: SetupChoices, signal?: AbortSignal): Promise<readonly SetupStep[]>;
  /** Does them in order; each is told as it goes. A failed step does not stop those that do not need it. */
  apply(
    choices: SetupChoices,
    onStep: (step: SetupStep) => void,
    signal?: AbortSignal,
  ): Promise<readonly SetupStep[]>;
}
