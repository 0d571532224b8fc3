import type { PlexImage, PlexMetadata } from "@stash2plex/shared/plex";

/** Lists of tags as Plex shows them on an item. */
export type TagList = "Genre" | "Collection" | "Role" | "Director" | "Studio";

/** What went wrong with an item last; the item keeps what it had. */
export interface ItemProblem {
  readonly during: "match" | "metadata" | "extras" | "images";
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null;
  readonly sentence: string;
}

/** A movie of the fake library. */
export interface PmsItem {
  readonly id: number;
  readonly section: string;
  /** Base folder of the section. */
  readonly folder: string;
  /** Path below the base folder, with forward slashes. */
  readonly file: string;
  /** The scanner's title and year, which a match request carries. */
  readonly scannedTitle: string;
  readonly scannedYear: number | null;
  /** `tv.plex.agents.none://<id>` while unmatched. */
  readonly guid: string;
  /** The last metadata that was taken over. */
  readonly metadata: PlexMetadata | null;
  /** Tags as shown: with `keepsStaleTags` also those that the provider no longer sends. */
  readonly tags: Readonly<Record<TagList, readonly string[]>>;
  /** Answer of the images route, once it was asked. */
  readonly images: readonly PlexImage[];
  readonly problem: ItemProblem | null;
}

const noTags: Readonly<Record<TagList, readonly string[]>> = {
  Genre: [],
  Collection: [],
  Role: [],
  Director: [],
  Studio: [],
};

/** The guid of an item that no provider knows (docs/reference/plex-contract.md, section 1). */
export function unmatchedGuid(id: number): string {
  return `tv.plex.agents.none://${id}`;
}

export function newItem(
  id: number,
  place: Pick<PmsItem, "section" | "folder" | "file">,
  scanned: { readonly title: string; readonly year: number | null },
): PmsItem {
  return {
    id,
    ...place,
    scannedTitle: scanned.title,
    scannedYear: scanned.year,
    guid: unmatchedGuid(id),
    metadata: null,
    tags: noTags,
    images: [],
    problem: null,
  };
}

export function isMatched(item: PmsItem): boolean {
  return item.guid !== unmatchedGuid(item.id);
}

/** Takes over new metadata; the tags are replaced or, as PMS 1.43 does, only ever added to. */
export function withMetadata(
  item: PmsItem,
  metadata: PlexMetadata,
  keepsStaleTags: boolean,
): PmsItem {
  const tagsOf = (list: TagList): string[] => {
    const sent = (metadata[list] ?? []).map(({ tag }) => tag);
    return keepsStaleTags ? [...new Set([...item.tags[list], ...sent])] : sent;
  };
  const tags = {
    Genre: tagsOf("Genre"),
    Collection: tagsOf("Collection"),
    Role: tagsOf("Role"),
    Director: tagsOf("Director"),
    Studio: tagsOf("Studio"),
  };
  return { ...item, metadata, tags, problem: null };
}
