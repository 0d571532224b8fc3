import type { MediaContainer } from "./metadata.ts";

/** Where a page lies in the whole list. */
export interface PageOfList {
  /** 0-based index of the first entry. */
  readonly offset: number;
  /** Entries in this answer. */
  readonly size: number;
  /** Entries in the whole list. */
  readonly total: number;
}

/** Wraps an answer: every route but the root speaks `MediaContainer` (docs/reference/plex-contract.md, 4.3 and 5). */
export function containerOf<Extra extends object>(
  identifier: string,
  page: PageOfList,
  extra: Extra,
): MediaContainer<Extra> {
  return {
    MediaContainer: {
      offset: page.offset,
      totalSize: page.total,
      size: page.size,
      identifier,
      ...extra,
    },
  };
}

/** "Nothing", said with 200: a match without a result, extras, children (facts 12 and 17). */
export function emptyContainer(identifier: string, offset = 0): MediaContainer {
  return containerOf(identifier, { offset, size: 0, total: 0 }, {});
}
