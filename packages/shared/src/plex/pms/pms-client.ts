import type {
  PmsArtEntry,
  PmsArtKind,
  PmsCollection,
  PmsIdentity,
  PmsItem,
  PmsItemId,
  PmsListedItem,
  PmsMatchCandidate,
  PmsNotification,
  PmsProvider,
  PmsProviderGroup,
  PmsScalar,
  PmsSection,
  PmsTagKind,
} from "./records.ts";

export interface PmsCallOptions {
  /** Ends the call; the client adds its own deadline beside it (10 s; 30 s where PMS asks others, 60 s for uploads). */
  readonly signal?: AbortSignal;
}

export interface SectionQuery extends PmsCallOptions {
  /** Epoch seconds, inclusive. */
  readonly updatedSince?: number;
  readonly addedSince?: number;
  /** Exactly this guid. */
  readonly guid?: string;
  /** Only items in the trash. Without it PMS decides; trashed items carry `deletedAt`. */
  readonly trash?: true;
  /** Position of the first item that is wanted. @default 0 */
  readonly from?: number;
  /** Items a page. @default 500 */
  readonly pageSize?: number;
}

export interface SectionPage {
  readonly items: readonly PmsListedItem[];
  readonly offset: number;
  /** Size of the whole list, or null when PMS did not say. */
  readonly total: number | null;
}

export interface TagEdit {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** One edit of one item. Fields that are left out are left alone. */
export interface ItemEdit {
  /** "" clears a field. */
  readonly scalars?: Readonly<Partial<Record<PmsScalar, string>>>;
  readonly tags?: Readonly<Partial<Record<PmsTagKind, TagEdit>>>;
  /** Replaces nothing: added with role and thumb at their place. Only with `tags.actor`. */
  readonly actors?: readonly {
    readonly name: string;
    readonly role?: string;
    readonly thumb?: string;
  }[];
  /** Epoch seconds. */
  readonly addedAt?: number;
  /** Whether the edited fields end locked. PMS locks unless told otherwise. */
  readonly lock: boolean;
}

/**
 * Everything we ask of a Plex Media Server. All calls reject with a `PmsError` (see pms-error.ts) and nothing else.
 * The token stands in the header, and in the query only where a route needs it; it is in no error and no log line.
 */
export interface PmsClient {
  /** Needs no token. */
  identity(options?: PmsCallOptions): Promise<PmsIdentity>;
  sections(options?: PmsCallOptions): Promise<readonly PmsSection[]>;
  /** Streams a section's movies page by page; the next page is asked for when the last one was taken. */
  sectionItems(sectionKey: string, query?: SectionQuery): AsyncIterable<SectionPage>;
  /** Items' own documents, in batches; unknown ids are missing from the map. Never triggers a refresh (`skipRefresh=1`). */
  items(
    ids: readonly PmsItemId[],
    options?: PmsCallOptions,
  ): Promise<ReadonlyMap<PmsItemId, PmsItem>>;

  /** Several requests where the query would get too long. Rejects an empty edit as a programming error. */
  edit(sectionKey: string, id: PmsItemId, edit: ItemEdit, options?: PmsCallOptions): Promise<void>;
  /** Locks or unlocks fields without changing them; `thumb` and `art` are fields, too. */
  setLocks(
    sectionKey: string,
    id: PmsItemId,
    locks: Readonly<Record<string, boolean>>,
    options?: PmsCallOptions,
  ): Promise<void>;
  /** 0-10; null clears it. */
  rate(id: PmsItemId, rating: number | null, options?: PmsCallOptions): Promise<void>;

  matchCandidates(
    id: PmsItemId,
    search?: { readonly title?: string; readonly year?: number; readonly agent?: string },
    options?: PmsCallOptions,
  ): Promise<readonly PmsMatchCandidate[]>;
  match(
    id: PmsItemId,
    to: { readonly guid: string; readonly name: string; readonly year?: number },
    options?: PmsCallOptions,
  ): Promise<void>;
  unmatch(id: PmsItemId, options?: PmsCallOptions): Promise<void>;
  refresh(id: PmsItemId, options?: PmsCallOptions): Promise<void>;
  /** Scans a section, or only one absolute folder of it (spelled as PMS sees it). */
  scan(sectionKey: string, folder?: string, options?: PmsCallOptions): Promise<void>;

  artList(
    id: PmsItemId,
    kind: PmsArtKind,
    options?: PmsCallOptions,
  ): Promise<readonly PmsArtEntry[]>;
  /** Adds and selects; PMS may lock the picture's field (fact 33). */
  uploadArt(
    id: PmsItemId,
    kind: PmsArtKind,
    bytes: Uint8Array,
    options?: PmsCallOptions,
  ): Promise<void>;
  selectArt(
    id: PmsItemId,
    kind: PmsArtKind,
    ratingKey: string,
    options?: PmsCallOptions,
  ): Promise<void>;

  collections(sectionKey: string, options?: PmsCallOptions): Promise<readonly PmsCollection[]>;

  providers(options?: PmsCallOptions): Promise<readonly PmsProvider[]>;
  /**
   * Registers the provider at this address; one that is registered already is answered, too, and told the new address.
   * `identifier` tells several of ours apart.
   */
  registerProvider(
    uri: string,
    options?: PmsCallOptions & { readonly identifier?: string },
  ): Promise<PmsProvider>;
  /** Makes PMS read the provider's root again, at a new address if need be. */
  updateProvider(id: number, uri: string, options?: PmsCallOptions): Promise<void>;
  removeProvider(id: number, options?: PmsCallOptions): Promise<void>;
  providerGroups(options?: PmsCallOptions): Promise<readonly PmsProviderGroup[]>;
  createProviderGroup(
    title: string,
    primaryIdentifier: string,
    options?: PmsCallOptions,
  ): Promise<PmsProviderGroup>;
  removeProviderGroup(id: number, options?: PmsCallOptions): Promise<void>;
  /** Makes a section use a provider group; concerns new items until they are matched again. */
  assignSection(
    sectionKey: string,
    agent: { readonly identifier: string; readonly providerGroupId: number },
    options?: PmsCallOptions,
  ): Promise<void>;
  createSection(
    section: {
      readonly name: string;
      readonly locations: readonly string[];
      readonly agent: string;
      readonly providerGroupId?: number;
      readonly language?: string;
    },
    options?: PmsCallOptions,
  ): Promise<PmsSection>;

  /** Opens the notification socket and keeps it open with back-off until closed. */
  subscribe(onNotification: (notification: PmsNotification) => void): { close(): void };
  /** Ends all connections. */
  close(): Promise<void>;
}
