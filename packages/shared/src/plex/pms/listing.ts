import type * as z from "zod";

import type { Logger } from "../../log.ts";
import { readContainer, understoodOf } from "./container.ts";
import type { PmsCall, PmsConnection } from "./pms-connection.ts";
import { PmsError } from "./pms-error.ts";
import { named } from "./pms-contact.ts";
import { elementsOf, numberOrNull } from "./tolerant-values.ts";

export interface ListingPage<Record> {
  readonly records: readonly Record[];
  readonly offset: number;
  /** Length of the whole list, or null when PMS did not say. */
  readonly total: number | null;
}

export interface ListingOptions<Record> {
  readonly connection: PmsConnection;
  readonly logger: Logger;
  readonly call: PmsCall & { readonly method: "GET" };
  readonly schema: z.ZodType<Record>;
  readonly pageSize: number;
  /** Position of the first record that is wanted. @default 0 */
  readonly from?: number;
}

const pageCall = (
  { call, pageSize }: ListingOptions<unknown>,
  offset: number,
): PmsCall & { readonly method: "GET" } => {
  // Both forms, because proxies drop one or the other (docs/reference/plex-contract.md, 11.1).
  const start = String(offset);
  const size = String(pageSize);
  return {
    ...call,
    query: [
      ...(call.query ?? []),
      ["X-Plex-Container-Start", start],
      ["X-Plex-Container-Size", size],
    ],
    headers: { "X-Plex-Container-Start": start, "X-Plex-Container-Size": size },
  };
};

const repeated = (connection: PmsConnection): PmsError =>
  new PmsError(
    "server-error",
    `${named(connection.contact)} sent the same page of a list twice, so reading it was ended. If a proxy stands in front, let PLEX_URL lead past it; else restart Plex.`,
    200,
  );

/** Tells pages apart without comparing all they hold. */
const marksOf = (elements: readonly unknown[]): string =>
  JSON.stringify([elements.at(0), elements.at(-1)]);

/**
 * Reads a list page by page, the next one when the last was taken. It ends with an empty page, or with a short one that
 * `totalSize` does not contradict: that number may be missing, and may lie. Ends are judged by what came, not by what
 * of it was understood.
 */
export async function* readListing<Record>(
  options: ListingOptions<Record>,
): AsyncGenerator<ListingPage<Record>, void, void> {
  const { connection, logger, schema, pageSize, from = 0 } = options;
  let lastMarks = "";
  for (let offset = from, isLast = false; !isLast;) {
    const container = await readContainer(connection, pageCall(options, offset));
    const elements = elementsOf(container.Metadata);
    const total = numberOrNull.parse(container.totalSize);
    const marks = marksOf(elements);
    if (elements.length === 0 && offset > 0) return;
    if (marks === lastMarks) throw repeated(connection);
    yield { records: understoodOf(schema, elements, logger), offset, total };
    lastMarks = marks;
    offset += elements.length;
    const isWhole = total === null || offset >= total;
    // More than was asked for: this server does not page, and that was everything.
    isLast =
      elements.length === 0 ||
      elements.length > pageSize ||
      (elements.length < pageSize && isWhole);
  }
}
