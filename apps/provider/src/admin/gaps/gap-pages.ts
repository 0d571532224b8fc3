import type { GapQuery, GapService } from "@stash2plex/engine/gaps";

import { longestPage } from "./gap-query.ts";
import { type GapPageReport, pageReport } from "./gap-report.ts";

type FetchPage = (cursor: string | null) => Promise<GapPageReport>;

/** One page after the other, to the last. The next one is asked for when somebody wants it. */
export async function* followPages(fetchPage: FetchPage): AsyncGenerator<GapPageReport> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: GapPageReport = await fetchPage(cursor);
    yield page;
    cursor = page.next;
    // A cursor that comes again would lead in a circle.
    if (cursor !== null && seen.has(cursor)) return;
    if (cursor !== null) seen.add(cursor);
  } while (cursor !== null);
}

/** All gaps that a query fits, whatever its limit. */
export const allPages = (
  gaps: Pick<GapService, "page">,
  query: Omit<GapQuery, "limit"> = {},
): AsyncGenerator<GapPageReport> =>
  followPages(async (cursor) =>
    pageReport(
      await gaps.page({ ...query, limit: longestPage, ...(cursor !== null && { cursor }) }),
    ),
  );
