import type { Query } from "../../http/query-encoding.ts";
import type { Logger } from "../../log.ts";
import { readContainer, understoodOf } from "./container.ts";
import { itemSchema, listedItemSchema } from "./item-schemas.ts";
import { readListing } from "./listing.ts";
import type { PmsClient, SectionQuery } from "./pms-client.ts";
import type { PmsConnection } from "./pms-connection.ts";
import { PmsError } from "./pms-error.ts";
import type { PmsItem, PmsItemId } from "./records.ts";
import { requireItemId, requireSectionKey } from "./required-ids.ts";
import { textOrNull } from "./tolerant-values.ts";

const idsARequest = 100;
const defaultPageSize = 500;

const filtersOf = ({ updatedSince, addedSince, guid, trash }: SectionQuery): Query => [
  ["type", 1],
  ...(guid === undefined ? [] : [["guid", guid] as const]),
  // `>>=` means later than (11.1), and ours is inclusive.
  ...(updatedSince === undefined ? [] : [["updatedAt>>", updatedSince - 1] as const]),
  ...(addedSince === undefined ? [] : [["addedAt>>", addedSince - 1] as const]),
  ...(trash === undefined ? [] : [["trash", 1] as const]),
  // What is added while we read comes behind what was read.
  ["sort", "addedAt:asc"],
];

const inBatches = (ids: readonly PmsItemId[]): readonly (readonly PmsItemId[])[] =>
  Array.from({ length: Math.ceil(ids.length / idsARequest) }, (_, batch) =>
    ids.slice(batch * idsARequest, (batch + 1) * idsARequest),
  );

/** Listings of sections, and items' own documents. */
export function createItemReads(
  connection: PmsConnection,
  logger: Logger,
): Pick<PmsClient, "sectionItems" | "items"> {
  const readDocuments = async (
    ids: readonly PmsItemId[],
    signal: AbortSignal | undefined,
  ): Promise<readonly PmsItem[]> => {
    const container = await readContainer(connection, {
      method: "GET",
      path: `library/metadata/${ids.join(",")}`,
      // Reading a stale item would start its refresh (11.1).
      query: [
        ["skipRefresh", 1],
        ["includeGuids", 1],
      ],
      action: ids.length === 1 ? `read item ${ids.join()}` : `read ${ids.length} items`,
      signal,
    });
    const sectionKey = textOrNull.parse(container.librarySectionID) ?? "";
    return understoodOf(itemSchema(sectionKey), container.Metadata, logger);
  };
  /** Whether one unknown id spoils a whole batch is not known: halves are asked until it stands alone. */
  const readKnown = async (
    ids: readonly PmsItemId[],
    signal: AbortSignal | undefined,
  ): Promise<readonly PmsItem[]> => {
    try {
      return await readDocuments(ids, signal);
    } catch (error) {
      if (!(error instanceof PmsError) || error.code !== "not-found") throw error;
    }
    if (ids.length === 1) return [];
    const middle = Math.ceil(ids.length / 2);
    const first = await readKnown(ids.slice(0, middle), signal);
    return [...first, ...(await readKnown(ids.slice(middle), signal))];
  };

  return {
    sectionItems: async function* (sectionKey, query = {}) {
      const key = requireSectionKey(sectionKey);
      const pages = readListing({
        connection,
        logger,
        schema: listedItemSchema(key),
        from: query.from ?? 0,
        pageSize: query.pageSize ?? defaultPageSize,
        call: {
          method: "GET",
          path: `library/sections/${key}/all`,
          query: filtersOf(query),
          action: `list section ${key}`,
          signal: query.signal,
        },
      });
      for await (const { records, offset, total } of pages) yield { items: records, offset, total };
    },
    items: async (ids, { signal } = {}) => {
      const wanted = [...new Set(ids.map(requireItemId))];
      const found = new Map<PmsItemId, PmsItem>();
      for (const batch of inBatches(wanted)) {
        const asked = new Set(batch);
        for (const item of await readKnown(batch, signal)) {
          if (asked.has(item.id)) found.set(item.id, item);
        }
      }
      return found;
    },
  };
}
