import type { Clock } from "@stash2plex/shared/clock";

import type { UncertainReadings } from "../fake-pms/fake-pms-options.ts";

/** A file of a library that was scanned before the server started. */
export interface FileOption {
  /** Below the section's first location, with forward slashes. */
  readonly file: string;
  /** Bytes. @default 1,000,000 */
  readonly size?: number;
  /** Milliseconds. @default 60,000 */
  readonly duration?: number;
  /** @default that of an unmatched item */
  readonly guid?: string;
  /** @default what the scanner makes of the file name */
  readonly title?: string;
}

export interface SectionOption {
  readonly title: string;
  /** Absolute folders as PMS sees them. */
  readonly locations: readonly string[];
  /** @default "movie" */
  readonly type?: "movie" | "show";
  /** `tv.plex.agents.movie`, `tv.plex.agents.none`, or a custom identifier. @default "tv.plex.agents.movie" */
  readonly agent?: string;
  /** Files that lie on the disk; they have items at once, without any question to a provider. */
  readonly files?: readonly (string | FileOption)[];
  /** So many further items with made-up files, for measurements. */
  readonly generated?: number;
  /** Guid of a generated item. @default that of an unmatched item */
  readonly generatedGuid?: (index: number) => string;
}

/**
 * What nobody has seen on a server of version 1.43, or what depends on the version. The numbers are the questions of
 * docs/reference/plex-contract.md, section 14; the defaults are the readings with the best evidence, and where there is
 * none, those that are harder on a client.
 */
export interface PmsReadings {
  /** Fact 35 (was question 15): indexed tags are added to the list, or take its place. */
  readonly indexedTags: "add" | "replace";
  /** Question 15: what one request that adds to and removes from the same list does. */
  readonly addAndRemoveTogether: "both" | "only-add";
  /** Fact 33, question 11: an upload or a selection locks `thumb` or `art`. */
  readonly artworkLocks: boolean;
  /** Question 11: a refresh selects the agent's picture again unless the field is locked. */
  readonly refreshSelectsAgentArt: boolean;
  /** Question 8, quirk 2: only the first genre of a provider arrives. */
  readonly firstGenreOnly: boolean;
  /**
   * Question 5, quirk 8: pictures at private addresses. `refused`: never asked for, as from 1.43.5 on; `cloud-400`: an
   * entry that cannot be shown, as before; `fetched`: as if the address were public.
   */
  readonly privateImages: "refused" | "cloud-400" | "fetched";
  /** Question 9: a field that a provider leaves out is cleared. One that it sends empty breaks the contract already. */
  readonly omittedClears: boolean;
  /** Fact 27: whether ratings of a provider also fill the field `audienceRating` or `rating`. */
  readonly ratingsFillFields: boolean;
  /** Whether an edit of the date also moves the year: not seen. */
  readonly yearFollowsDate: boolean;
  /** 11.1: `>>=` on dates means later than, or not earlier than. */
  readonly dateFilter: "later" | "from";
  /** 11.1: reading a document without `skipRefresh=1` refreshes the item. */
  readonly readingRefreshes: boolean;
  /** Fact 30: routes of providers take the token only from the query. */
  readonly providersNeedQueryToken: boolean;
  /** Question 17: bytes of the longest request line. */
  readonly longestRequestLine: number;
  /** Whether trashed items show in ordinary listings, with `deletedAt`. */
  readonly listsTrash: boolean;
  /** The server's setting "Empty trash automatically after every scan", on in a new server. */
  readonly emptiesTrashAfterScan: boolean;
  /** 11: unpaged answers have no totalSize; false: no listing has one. */
  readonly tellsTotal: boolean;
  /** Section 10: ids of providers as numbers (1.43.4), or as text (the documents' example). */
  readonly providerIds: "number" | "text";
  /** Section 10: what the list of a group's items is called. */
  readonly groupItems: "MetadataAgentProviderGroupItem" | "MetadataAgentGroupItem";
  /** 11.7: where ids in events are text (today) or numbers (2018). */
  readonly eventIds: "text" | "number";
  /**
   * Routes that answer 404, as they are in the route table: which of two forms a version knows differs (quirks 13, 18).
   * A request to one of these is no violation.
   */
  readonly missingRoutes: readonly string[];
  /** Milliseconds that a refresh takes after the provider has answered. */
  readonly refreshMs: number;
}

export interface PmsServerOptions extends Partial<PmsReadings>, Partial<UncertainReadings> {
  readonly sections?: readonly SectionOption[];
  /** The owner's token. @default "owner-token" */
  readonly token?: string;
  /** @default "1.43.4.10903-000000000" */
  readonly version?: string;
  readonly machineIdentifier?: string;
  /** @default 0, any free one */
  readonly port?: number;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** @default the machine's */
  readonly clock?: Clock;
  /** Language of requests to providers. @default "en-US" */
  readonly language?: string;
  /** @default "US" */
  readonly country?: string;
}

export const pmsReadings: PmsReadings = {
  indexedTags: "add",
  addAndRemoveTogether: "only-add",
  artworkLocks: true,
  refreshSelectsAgentArt: true,
  firstGenreOnly: true,
  privateImages: "refused",
  omittedClears: false,
  ratingsFillFields: false,
  yearFollowsDate: true,
  dateFilter: "later",
  readingRefreshes: false,
  providersNeedQueryToken: true,
  longestRequestLine: 8_192,
  listsTrash: true,
  emptiesTrashAfterScan: true,
  tellsTotal: true,
  providerIds: "number",
  groupItems: "MetadataAgentProviderGroupItem",
  eventIds: "text",
  missingRoutes: ["POST /library/sections/all"],
  refreshMs: 5,
};
