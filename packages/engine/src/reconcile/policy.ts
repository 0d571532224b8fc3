/** Parts of an item that can be switched off one by one; `off` leaves Plex alone, it never clears. */
export const syncFields = [
  "title",
  "originalTitle",
  "titleSort",
  "summary",
  "tagline",
  "studio",
  "date",
  "contentRating",
  "genres",
  "collections",
  "performers",
  "directors",
  "labels",
  "rating",
  "poster",
  "background",
] as const;
export type SyncField = (typeof syncFields)[number];

/** How Plex may be written to. Everything has a default (apps/provider/src/settings/catalogue/plex.ts). */
export interface SyncPolicy {
  /** Identifier of the provider, the scheme of our guids. */
  readonly identifier: string;
  /** Items of another agent in a watched section: left alone, edited directly, or matched to our guid. */
  readonly otherAgent: "leave" | "edit" | "adopt";
  readonly fields: ReadonlySet<SyncField>;
  /** Only fill what is empty in Plex: nothing is changed, cleared or removed. */
  readonly preserveEdits: boolean;
  /**
   * Tags that Plex has and Stash does not: `ours` takes away only what we wrote, `exact` everything, `add` nothing.
   */
  readonly listMode: "ours" | "exact" | "add";
  /** Genres an item gets at most; 0: no limit. */
  readonly maxTags: number;
  readonly artwork: "auto" | "always" | "link" | "off";
  readonly artworkLock: "auto" | "never" | "always";
  /** Whether edits end locked. */
  readonly lockEdits: boolean;
  /** Do not push a scene that has nothing to say: no title, studio, performers, tags, details or date. */
  readonly qualityGate: boolean;
  readonly requireOrganized: boolean;
  readonly requireStashId: boolean;
  /** Tags that become labels, by name. */
  readonly labelTags: readonly string[];
  /** Label of organized scenes, or null. */
  readonly organizedLabel: string | null;
  readonly addedAt: "plex" | "stash";
  /** Whether PMS can ask our provider: an item of ours is then refreshed before it is repaired. */
  readonly canRefresh: boolean;
  /** Whether pictures can be linked: a public address of ours that PMS accepts (facts 19, 20). */
  readonly linksArePublic: boolean;
  /** Ask Plex to scan the folder of a scene that it does not have. */
  readonly scanMissing: boolean;
}
