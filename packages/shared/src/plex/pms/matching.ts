import * as z from "zod";

import type { Query } from "../../http/query-encoding.ts";
import type { Logger } from "../../log.ts";
import { readContainer, understoodOf } from "./container.ts";
import type { PmsClient } from "./pms-client.ts";
import type { PmsCall, PmsConnection } from "./pms-connection.ts";
import { orElse } from "./either-route.ts";
import type { PmsMatchCandidate } from "./records.ts";
import { requireItemId, requireSectionKey } from "./required-ids.ts";
import { numberOrNull, textOrNull } from "./tolerant-values.ts";

/** Plex asks every agent of the section before it answers, and each of them may ask others. */
const searchMs = 30_000;

const candidateSchema: z.ZodType<PmsMatchCandidate> = z
  .object({
    guid: z.string().min(1),
    name: textOrNull,
    title: textOrNull,
    year: numberOrNull,
    score: numberOrNull,
  })
  .transform(({ guid, name, title, year, score }) => ({
    guid,
    name: name ?? title ?? "",
    year,
    score,
  }));

const searchQuery = (search: Parameters<PmsClient["matchCandidates"]>[1]): Query => {
  const { title, year, agent } = search ?? {};
  const isTyped = title !== undefined || year !== undefined || agent !== undefined;
  // Clients send title and year both, or none: empty ones are legal (11.4).
  return [
    ["manual", 1],
    ...(isTyped ? [["title", title ?? ""] as const, ["year", year ?? ""] as const] : []),
    ...(agent === undefined ? [] : [["agent", agent] as const]),
  ];
};

/** Matches, refreshes and scans. */
export function createMatching(
  connection: PmsConnection,
  logger: Logger,
): Pick<PmsClient, "matchCandidates" | "match" | "unmatch" | "refresh" | "scan"> {
  const put = async (call: Omit<PmsCall, "method">): Promise<void> => {
    await connection.send({ ...call, method: "PUT" });
  };
  return {
    matchCandidates: async (id, search, { signal } = {}) => {
      const call = {
        path: `library/metadata/${requireItemId(id)}/matches`,
        query: searchQuery(search),
        action: `search matches for item ${id}`,
        timeoutMs: searchMs,
        signal,
      };
      const container = await orElse(
        () => readContainer(connection, { ...call, method: "GET" }),
        () => readContainer(connection, { ...call, method: "PUT" }),
      );
      return understoodOf(candidateSchema, container.SearchResult ?? container.Metadata, logger);
    },
    match: async (id, { guid, name, year }, { signal } = {}) =>
      put({
        path: `library/metadata/${requireItemId(id)}/match`,
        query: [
          ["guid", guid],
          ["name", name],
          ...(year === undefined ? [] : [["year", year] as const]),
        ],
        action: `match item ${id}`,
        signal,
      }),
    unmatch: async (id, { signal } = {}) =>
      put({
        path: `library/metadata/${requireItemId(id)}/unmatch`,
        action: `unmatch item ${id}`,
        signal,
      }),
    refresh: async (id, { signal } = {}) =>
      put({
        path: `library/metadata/${requireItemId(id)}/refresh`,
        action: `refresh item ${id}`,
        signal,
      }),
    scan: async (sectionKey, folder, { signal } = {}) => {
      const key = requireSectionKey(sectionKey);
      const call = {
        path: `library/sections/${key}/refresh`,
        query: folder === undefined ? [] : [["path", folder] as const],
        action: `scan section ${key}`,
        signal,
      };
      // Documented as POST; nearly every client sends GET.
      await orElse(
        () => connection.send({ ...call, method: "GET" }),
        () => connection.send({ ...call, method: "POST" }),
      );
    },
  };
}
