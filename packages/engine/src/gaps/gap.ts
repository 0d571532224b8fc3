import type { StashId } from "@stash2plex/shared/stash";

/** Every reason there is, by kind of gap. */
export const gapReasons = {
  "plex-only": ["not-in-stash", "unmapped", "ambiguous", "filtered", "wildcard-twin", "case-twin"],
  "stash-only": ["outside-sections", "unmapped", "not-scanned", "episode-like-name"],
  unmatched: ["other-agent", "no-match"],
  stale: ["changed"],
  incomplete: ["field"],
  orphan: ["scene-deleted", "scene-merged"],
  duplicate: ["two-items", "two-scenes"],
} as const;

export type GapKind = keyof typeof gapReasons;
export type GapReason = (typeof gapReasons)[GapKind][number];

export const gapKinds = Object.keys(gapReasons) as readonly GapKind[];

/**
 * What can be done about a gap. By us, through the queue: `push` (bring the scene to its item), `match` (match the item
 * to its scene), `scan-plex` (ask Plex to scan the folder). By people: the others.
 */
export const gapRepairs = [
  "push",
  "match",
  "scan-plex",
  "scan-stash",
  "add-path-rule",
  "add-folder",
  "rename-file",
  "fix-match",
  "change-filter",
  "merge-items",
  "split-item",
  "remove-item",
] as const;
export type GapRepair = (typeof gapRepairs)[number];

/** Repairs that this program does itself; all others are advice. */
export const automaticRepairs: ReadonlySet<GapRepair> = new Set(["push", "match", "scan-plex"]);

/** A difference between the two sides that somebody may want to act on. Plain values. */
export interface Gap {
  readonly id: number;
  readonly kind: GapKind;
  readonly reason: GapReason;
  /** In plain words, one or two sentences. */
  readonly explanation: string;
  readonly sceneId: StashId | null;
  readonly stashPath: string | null;
  /** Of the item in Plex, as text, as PMS writes it. */
  readonly ratingKey: string | null;
  readonly plexPath: string | null;
  readonly title: string | null;
  readonly section: string | null;
  /** Epoch ms. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly closedAt: number | null;
  readonly repair: GapRepair;
  /** What to do, as a sentence. */
  readonly advice: string;
  readonly isAutomatic: boolean;
}

export type GapSort = "newest" | "oldest" | "title" | "path";

export interface GapQuery {
  readonly kind?: GapKind;
  readonly reason?: GapReason;
  /** @default open */
  readonly state?: "open" | "closed";
  /** Title or key of a section of Plex. */
  readonly section?: string;
  /** Part of a title or of a path, in any case. */
  readonly q?: string;
  /** @default newest */
  readonly sort?: GapSort;
  /** 1 to 1,000. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

export type GapCounts = Readonly<Record<GapKind, number>>;

export interface GapPage {
  /** When the two sides were last compared, epoch ms; null: never. */
  readonly asOf: number | null;
  /** Gaps that the query fits, on all pages. */
  readonly total: number;
  /** Open gaps by kind, whatever the query: every kind, also those with none. */
  readonly counts: GapCounts;
  /** Cursor of the next page; null: this is the last one. */
  readonly next: string | null;
  readonly gaps: readonly Gap[];
}

/** How the two sides stand to each other. */
export interface GapSummary {
  readonly asOf: number | null;
  readonly counts: GapCounts;
  /** Open gaps by kind and reason; those with none are left out. */
  readonly reasons: readonly {
    readonly kind: GapKind;
    readonly reason: GapReason;
    readonly count: number;
  }[];
  /** Scenes and files that were compared last; null: never. */
  readonly agreement: Agreement | null;
  /** Why the sides cannot be compared, as a sentence with the remedy; null: they can. */
  readonly problem: string | null;
  readonly lastRun: CompareReport | null;
}

export interface Agreement {
  /** Scenes whose item shows them as they are. */
  readonly agreeing: number;
  /** Everything that was compared: what agrees, and each scene or file with an open gap, once. */
  readonly compared: number;
  /** 0 to 100, rounded down to a tenth, so that 100 means all; 100 where there was nothing to compare. */
  readonly percent: number;
}

export interface CompareReport {
  /** Epoch ms. */
  readonly startedAt: number;
  readonly ms: number;
  readonly scenes: number;
  readonly items: number;
  readonly opened: number;
  readonly closed: number;
  readonly counts: GapCounts;
  readonly agreement: Agreement;
}

/** Which gaps a repair takes: these, or all open ones of a kind, a reason, a section, or simply all. */
export interface GapSelection {
  readonly ids?: readonly number[];
  readonly kind?: GapKind;
  readonly reason?: GapReason;
  readonly section?: string;
}

export interface RepairReport {
  readonly dryRun: boolean;
  /** Gaps that were looked at. */
  readonly checked: number;
  /** Scenes that were put into the queue, or would be. */
  readonly enqueued: number;
  /** Gaps by what is done, or has to be done by hand. */
  readonly repairs: Readonly<Partial<Record<GapRepair, number>>>;
  /** Gaps that nothing is done about, by why, as a sentence. */
  readonly left: Readonly<Record<string, number>>;
  /** The first hundred, a line each, for people. */
  readonly preview: readonly string[];
}

/** A file that Plex asked about, with what came of it. */
export interface AskedFile {
  /** As PMS wrote it: relative to the folder of its section. */
  readonly filename: string;
  readonly title: string | null;
  readonly outcome: "matched" | "none" | "ambiguous" | "filtered" | "unconfirmed";
  /** The scene that was answered, or those in question. */
  readonly sceneIds: readonly StashId[];
  /** Epoch ms. */
  readonly at: number;
}

/** What of a library is not compared. */
export interface GapSettings {
  readonly excludeKinds: readonly GapKind[];
  /** Titles or keys of sections. */
  readonly excludeSections: readonly string[];
  /** Folders as Plex or as Stash sees them. */
  readonly excludeFolders: readonly string[];
  /** Names of tags, in any case. */
  readonly excludeTags: readonly string[];
}

/** Both libraries whole. */
export const compareEverything: GapSettings = {
  excludeKinds: [],
  excludeSections: [],
  excludeFolders: [],
  excludeTags: [],
};

/** The gaps as hosts and routes see them; plain values only, so that it can live in another thread. */
export interface GapService {
  /**
   * Compares both sides; joins a comparison that runs. Rejects with a `GapError` (`cannot-compare`, `cancelled`) where
   * they cannot be compared, and when it was cancelled.
   */
  compare(): Promise<CompareReport>;
  /** Answers whether one was running. */
  cancelCompare(): Promise<boolean>;
  /** Rejects with a `GapError` (`unknown-cursor`) for a cursor that is none of ours. */
  page(query: GapQuery): Promise<GapPage>;
  gap(id: number): Promise<Gap | null>;
  summary(): Promise<GapSummary>;
  /** Through the queue of the reconciler. Rejects with a `GapError` (`cannot-repair`) where nothing can be brought to Plex. */
  repair(selection: GapSelection, options: { readonly dryRun: boolean }): Promise<RepairReport>;
  /** What Plex asked about; a word that gets lost does no harm. */
  noteAsked(files: readonly AskedFile[]): Promise<void>;
}
