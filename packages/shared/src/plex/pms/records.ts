/**
 * What a Plex Media Server tells, as plain values: numbers are numbers, absent things are null, lists are lists
 * (docs/reference/plex-contract.md, section 11: types differ by place and version).
 */

/** Numeric id of an item in its PMS ("ratingKey" there; our rating key is another thing). */
export type PmsItemId = number;

/** A lock name as PMS spells it: `title`, `genre`, `thumb`, `art` ... */
export type PmsFieldName = string;

export interface PmsIdentity {
  readonly machineIdentifier: string;
  readonly version: string;
  /** Whether the server belongs to an account. */
  readonly claimed: boolean | null;
}

export interface PmsLocation {
  readonly id: number;
  /** Absolute, spelled as PMS sees it. */
  readonly path: string;
}

export interface PmsSection {
  /** "1", "2" ...: the key under which the section is asked for. */
  readonly key: string;
  readonly uuid: string;
  readonly title: string;
  /** `movie`, `show`, `artist`, `photo` ... */
  readonly type: string;
  /** `tv.plex.agents.movie`, a custom identifier, or a legacy agent. */
  readonly agent: string;
  readonly scanner: string;
  readonly language: string;
  readonly locations: readonly PmsLocation[];
  readonly refreshing: boolean;
  /** Id of the provider group the section uses; null on legacy or no agents. */
  readonly providerGroupId: number | null;
}

export interface PmsPart {
  readonly id: number;
  /** Absolute path as PMS sees it. */
  readonly file: string;
  /** Bytes; null when PMS did not say. */
  readonly size: number | null;
  /** Milliseconds; null when PMS did not say. */
  readonly duration: number | null;
}

/** An item as listings show it: lists are cut, locks are missing (fact 31). */
export interface PmsListedItem {
  readonly id: PmsItemId;
  readonly sectionKey: string;
  /** The item's identity: ours, `plex://movie/...`, `tv.plex.agents.none://...`, `local://...`; empty: it has none. */
  readonly guid: string;
  readonly type: string;
  readonly title: string;
  readonly year: number | null;
  /** Epoch seconds; null when PMS did not say. */
  readonly addedAt: number | null;
  readonly updatedAt: number | null;
  /** Epoch seconds since the item lies in the trash, or null. */
  readonly deletedAt: number | null;
  readonly parts: readonly PmsPart[];
}

export interface PmsRole {
  readonly name: string;
  readonly role: string | null;
  readonly thumb: string | null;
}

/** Scalar fields that can be edited, by the names that edits use. */
export const pmsScalars = [
  "title",
  "titleSort",
  "originalTitle",
  "summary",
  "tagline",
  "studio",
  "contentRating",
  "originallyAvailableAt",
] as const;
export type PmsScalar = (typeof pmsScalars)[number];

/** Tag lists that can be edited, by the names that edits use. The cast is `actor`. */
export const pmsTagKinds = ["genre", "collection", "director", "label", "actor"] as const;
export type PmsTagKind = (typeof pmsTagKinds)[number];

/** An item's own document: everything, with locks. */
export interface PmsItem extends PmsListedItem {
  /** Absent fields are missing, never "". */
  readonly scalars: Readonly<Partial<Record<PmsScalar, string>>>;
  readonly tags: Readonly<Record<Exclude<PmsTagKind, "actor">, readonly string[]>>;
  readonly roles: readonly PmsRole[];
  /** External ids (`Guid[]`). */
  readonly externalIds: readonly string[];
  /** Names of locked fields. */
  readonly locked: ReadonlySet<PmsFieldName>;
  /** 0-10, or null. */
  readonly userRating: number | null;
  readonly audienceRating: number | null;
  /** Path on PMS of the present poster and background, or null. */
  readonly thumb: string | null;
  readonly art: string | null;
  readonly viewCount: number;
}

/** Pictures that can be uploaded and selected. */
export type PmsArtKind = "poster" | "art";

/** One entry of an item's artwork picker. */
export interface PmsArtEntry {
  /** `upload://posters/<SHA-1>`, `metadata://...`, a remote URL ...; what a selection names. */
  readonly ratingKey: string;
  readonly selected: boolean;
  /** SHA-1 of the bytes for an upload, else null (fact 32). */
  readonly uploadSha1: string | null;
}

export interface PmsMatchCandidate {
  readonly guid: string;
  readonly name: string;
  readonly year: number | null;
  readonly score: number | null;
}

/** A registered metadata provider. */
export interface PmsProvider {
  readonly id: number;
  readonly identifier: string;
  readonly title: string;
  readonly uri: string;
  readonly online: boolean | null;
}

/** A metadata agent: an ordered group of providers. */
export interface PmsProviderGroup {
  readonly id: number;
  readonly title: string;
  readonly primaryIdentifier: string;
}

export interface PmsCollection {
  readonly id: PmsItemId;
  readonly title: string;
  readonly childCount: number;
}

/** What the notification socket tells, reduced to what we act on. */
export type PmsNotification =
  /** The socket is open (again): whatever happened before may have been missed. */
  | { readonly kind: "connected" }
  | { readonly kind: "disconnected"; readonly reason: string }
  /** A library item changed; `state` as in section 11.7 (0 created ... 5 processed, 9 or a deletion: gone). */
  | {
      readonly kind: "item";
      readonly itemId: PmsItemId;
      readonly sectionKey: string;
      readonly state: number;
      readonly metadataState: string | null;
      readonly deleted: boolean;
    }
  /** A refresh of this item ended. */
  | { readonly kind: "refresh-ended"; readonly itemId: PmsItemId }
  /** A scan of this section ended; null: which one was not said. */
  | { readonly kind: "scan-ended"; readonly sectionKey: string | null };
