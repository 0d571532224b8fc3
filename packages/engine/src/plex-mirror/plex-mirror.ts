import type { PmsItemId, PmsListedItem, PmsSection } from "@stash2plex/shared/pms";
import type { StashId } from "@stash2plex/shared/stash";

/** A part of an item as the mirror keeps it. */
export interface MirroredPart {
  readonly itemId: PmsItemId;
  /** Absolute path as PMS sees it. */
  readonly file: string;
  /** Bytes, or null. */
  readonly size: number | null;
  /** Milliseconds, or null. */
  readonly duration: number | null;
}

export interface MirroredItem {
  readonly id: PmsItemId;
  readonly sectionKey: string;
  readonly guid: string;
  /** The scene in a guid of ours, else null. */
  readonly sceneId: StashId | null;
  readonly title: string;
  readonly year: number | null;
  /** Epoch seconds. */
  readonly addedAt: number | null;
  readonly updatedAt: number | null;
  readonly deletedAt: number | null;
  readonly parts: readonly MirroredPart[];
}

export interface MirroredSection extends Pick<
  PmsSection,
  "key" | "uuid" | "title" | "type" | "agent" | "providerGroupId"
> {
  /** Absolute folders as PMS sees them. */
  readonly folders: readonly string[];
  /** Whether the section concerns us: chosen by name or key, or its agent is ours. */
  readonly watched: boolean;
}

/** Read side: synchronous, indexed, never waits for a writer. */
export interface PlexMirrorReader {
  sections(): readonly MirroredSection[];
  item(id: PmsItemId): MirroredItem | null;
  /** Items whose guid is ours and names this scene; without those in the trash. */
  itemsOfScene(sceneId: StashId): readonly MirroredItem[];
  /** Items with a part of exactly this folded path. */
  itemsByFoldedPath(foldedPath: string): readonly MirroredItem[];
  /** Items with a part whose folded path ends with these folded segments (base name last). */
  itemsBySuffix(foldedSegments: readonly string[], limit: number): readonly MirroredItem[];
  /** Ids above `afterId`, ascending, of one section. */
  itemIds(sectionKey: string, afterId: PmsItemId, limit: number): readonly PmsItemId[];
  counts(): { readonly items: number; readonly parts: number };
}

export interface PlexMirrorStatus {
  readonly phase: "off" | "empty" | "first-pass" | "ready";
  /** When the last successful follow or pass began, epoch ms. */
  readonly freshAsOf: number | null;
  readonly lastFullPass: number | null;
  readonly items: number;
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  readonly plex: {
    readonly reachable: boolean | null;
    readonly version: string | null;
    /** Sentence of the last failure while not reachable. */
    readonly problem: string | null;
    readonly problemCode: string | null;
  };
}

/** What a change of the mirror may mean for the reconciler. */
export type PlexMirrorChange =
  /** New to the mirror, or its guid changed. */
  | { readonly kind: "appeared"; readonly item: MirroredItem }
  /** PMS says that it was updated, by whomever. */
  | { readonly kind: "updated"; readonly item: MirroredItem }
  | { readonly kind: "vanished"; readonly itemId: PmsItemId; readonly sceneId: StashId | null };

/** The copy of Plex. Asynchronous calls reject with a `PmsError`. */
export interface PlexMirror {
  readonly reader: PlexMirrorReader;
  status(): PlexMirrorStatus;
  onStatus(listener: (status: PlexMirrorStatus) => void): () => void;
  /** Told after the write, in batches; not during the very first pass. */
  onChange(listener: (changes: readonly PlexMirrorChange[]) => void): () => void;
  /** Told when the very first pass over a section has ended: to it, everything was new. */
  onCopied(listener: (sectionKey: string) => void): () => void;
  start(): void;
  /** Joins or starts one incremental round over the watched sections. */
  follow(signal?: AbortSignal): Promise<void>;
  /** Joins or starts one full pass (sections, all items, vanished ones). */
  fullPass(signal?: AbortSignal): Promise<void>;
  /** Takes over what was just read of some items; ids in `gone` are dropped. */
  take(items: readonly PmsListedItem[], gone: readonly PmsItemId[]): void;
  stop(): Promise<void>;
}
