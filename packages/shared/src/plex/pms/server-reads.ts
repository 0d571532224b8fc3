import * as z from "zod";

import type { Logger } from "../../log.ts";
import { readContainer, understoodOf } from "./container.ts";
import { orElse } from "./either-route.ts";
import { readListing } from "./listing.ts";
import type { PmsClient } from "./pms-client.ts";
import type { PmsConnection } from "./pms-connection.ts";
import { notPms } from "./pms-failure.ts";
import type { PmsCollection, PmsSection } from "./records.ts";
import { requireSectionKey } from "./required-ids.ts";
import { collectionSchema, sectionSchema } from "./section-schemas.ts";
import { flagOrNull, text } from "./tolerant-values.ts";

const identitySchema = z.object({
  machineIdentifier: z.string().min(1),
  version: text,
  claimed: flagOrNull,
});

const collectionsAPage = 500;

/** All sections, whatever their kind. */
export async function readSections(
  connection: PmsConnection,
  logger: Logger,
  signal: AbortSignal | undefined,
): Promise<readonly PmsSection[]> {
  const read = (path: string) =>
    readContainer(connection, {
      method: "GET",
      path,
      action: "list its libraries",
      missing: "not-pms",
      signal,
    });
  const container = await orElse(
    () => read("library/sections"),
    () => read("library/sections/all"),
  );
  return understoodOf(sectionSchema, container.Directory, logger);
}

/** What the server is and has. */
export function createServerReads(
  connection: PmsConnection,
  logger: Logger,
): Pick<PmsClient, "identity" | "sections" | "collections"> {
  return {
    identity: async ({ signal } = {}) => {
      const container = await readContainer(connection, {
        method: "GET",
        path: "identity",
        token: "none",
        action: "say who it is",
        missing: "not-pms",
        signal,
      });
      const parsed = identitySchema.safeParse(container);
      if (parsed.success) return parsed.data;
      throw notPms(connection.contact, "JSON of another program", 200);
    },
    sections: ({ signal } = {}) => readSections(connection, logger, signal),
    collections: async (sectionKey, { signal } = {}) => {
      const key = requireSectionKey(sectionKey);
      const all: PmsCollection[] = [];
      const pages = readListing({
        connection,
        logger,
        schema: collectionSchema,
        pageSize: collectionsAPage,
        call: {
          method: "GET",
          path: `library/sections/${key}/collections`,
          action: `list the collections of section ${key}`,
          signal,
        },
      });
      for await (const { records } of pages) all.push(...records);
      return all;
    },
  };
}
