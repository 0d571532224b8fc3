import type { SceneStamp, StashApi } from "./api.ts";
import type { FindFilterType, TimestampCriterionInput } from "./generated/operations.ts";
import { laterThan, pageBy } from "./paging.ts";
import type { RelatedKind, RelatedRecords } from "./records.ts";
import type { StashSession } from "./stash-session.ts";
import {
  toGroupRecord,
  toPerformerRecord,
  toStamp,
  toStudioRecord,
  toTagRecord,
} from "./to-records.ts";

interface PageQuery {
  readonly where: { readonly updated_at?: TimestampCriterionInput };
  readonly page: FindFilterType;
}

type Signal = AbortSignal | undefined;

type PageReaders = {
  readonly [K in RelatedKind]: (
    query: PageQuery,
    signal: Signal,
  ) => Promise<readonly RelatedRecords[K][]>;
};

type StampReaders = Readonly<
  Record<RelatedKind, (page: FindFilterType, signal: Signal) => Promise<readonly SceneStamp[]>>
>;

const createPageReaders = ({ ask }: StashSession): PageReaders => ({
  performer: async (query, signal) => {
    const { findPerformers } = await ask((documents) => documents.performers, query, signal);
    return findPerformers.performers.map(toPerformerRecord);
  },
  tag: async (query, signal) => {
    const { findTags } = await ask((documents) => documents.tags, query, signal);
    return findTags.tags.map(toTagRecord);
  },
  studio: async (query, signal) => {
    const { findStudios } = await ask((documents) => documents.studios, query, signal);
    return findStudios.studios.map(toStudioRecord);
  },
  group: async (query, signal) => {
    const { findGroups } = await ask((documents) => documents.groups, query, signal);
    return findGroups.groups.map(toGroupRecord);
  },
});

const createStampReaders = ({ ask }: StashSession): StampReaders => ({
  performer: async (page, signal) =>
    (await ask((documents) => documents.performerStamps, { page }, signal)).found.stamps.map(
      toStamp,
    ),
  tag: async (page, signal) =>
    (await ask((documents) => documents.tagStamps, { page }, signal)).found.stamps.map(toStamp),
  studio: async (page, signal) =>
    (await ask((documents) => documents.studioStamps, { page }, signal)).found.stamps.map(toStamp),
  group: async (page, signal) =>
    (await ask((documents) => documents.groupStamps, { page }, signal)).found.stamps.map(toStamp),
});

/** Pages of performers, tags, studios and groups. */
export function createRelatedPages(
  session: StashSession,
): Pick<StashApi, "relatedPage" | "relatedChangedSince" | "relatedStampPage"> {
  const pages = createPageReaders(session);
  const stamps = createStampReaders(session);
  return {
    relatedPage: (kind, { page, perPage, signal }) =>
      pages[kind]({ where: {}, page: pageBy(page, perPage) }, signal),
    relatedChangedSince: (kind, { cursor, page, perPage, signal }) =>
      pages[kind](
        { where: { updated_at: laterThan(cursor) }, page: pageBy(page, perPage) },
        signal,
      ),
    relatedStampPage: (kind, { page, perPage, signal }) =>
      stamps[kind](pageBy(page, perPage), signal),
  };
}
