import type { DesiredItem, PictureRef } from "@stash2plex/shared/item";
import type { PmsArtEntry, PmsArtKind, PmsItem } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

import type { SyncPolicy } from "../policy.ts";
import type { Written } from "../push-record.ts";
import type { UploadRecord } from "../upload-record.ts";

/** What a plan needs of a scene beside its desired item. */
export interface SceneFacts {
  /** As Stash wrote it, with its offset. */
  readonly createdAt: string;
  readonly organized: boolean;
  readonly hasStashId: boolean;
  /** A title of its own, not the name of its file. */
  readonly hasTitle: boolean;
  readonly tagNames: readonly string[];
  readonly performerCount: number;
}

/**
 * Whose an item is.
 *
 * - `ours`: its guid names this scene.
 * - `other-scene`: its guid is ours and names another scene.
 * - `unmatched`: no agent has claimed it.
 * - `other-agent`: another agent has.
 */
export type Ownership = "ours" | "other-scene" | "unmatched" | "other-agent";

/** An item of the scene with everything that is known about it. */
export interface ObservedItem {
  readonly item: PmsItem;
  readonly ownership: Ownership;
  /** Whether the agent of its section is ours. */
  readonly inOurSection: boolean;
  /**
   * Whether the file proves the scene: by its path, or by name and size, not by a name alone. Only then an item leaves
   * another scene.
   */
  readonly isCertain: boolean;
  /** Other scenes that files of this item belong to. */
  readonly otherScenes: readonly StashId[];
  /** What is known to have come from us; null: nothing is known. */
  readonly written: Written | null;
  /** Fields that an earlier push with the same digest could not bring in: they are not tried again. */
  readonly refused: ReadonlySet<string>;
  /** Newest first. */
  readonly uploads: readonly UploadRecord[];
  /** Pickers, where they were asked for. */
  readonly pickers: Readonly<Partial<Record<PmsArtKind, readonly PmsArtEntry[]>>>;
  /** PMS has taken it over from our provider just now: nothing of it is stale, and a refresh would bring nothing. */
  readonly imported: boolean;
  /** PMS was made to ask our provider again in this run, which may have changed an unlocked picture. */
  readonly refreshed: boolean;
}

export interface PlanInput {
  readonly desired: DesiredItem;
  readonly facts: SceneFacts;
  readonly items: readonly ObservedItem[];
  readonly policy: SyncPolicy;
  /** `first`: what PMS can fetch by itself is left to it. `repair`: what it did not take is edited. */
  readonly stage: "first" | "repair";
  /** Version of the picture pipeline; null: there are no pictures to upload. */
  readonly pipeline: string | null;
  /** Address of a picture that PMS can fetch, for faces; null: none is given. */
  readonly pictureUrl: ((picture: PictureRef) => string) | null;
}

/** An item in the light of the input. */
export interface ItemView extends Omit<PlanInput, "items"> {
  readonly observed: ObservedItem;
}
