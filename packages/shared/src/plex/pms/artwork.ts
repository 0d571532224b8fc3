import * as z from "zod";

import type { Logger } from "../../log.ts";
import { readContainer, understoodOf } from "./container.ts";
import type { PmsClient } from "./pms-client.ts";
import type { PmsConnection } from "./pms-connection.ts";
import { PmsError } from "./pms-error.ts";
import type { PmsArtEntry, PmsArtKind } from "./records.ts";
import { requireItemId } from "./required-ids.ts";
import { flagOrNull } from "./tolerant-values.ts";

/** Plex's limit, as Kometa names it (docs/reference/plex-contract.md, section 8). */
const maxUploadBytes = 10_480_000;
const uploadMs = 60_000;

/** Lists and uploads have the plural, a selection the singular (11.3). */
const routes: Readonly<Record<PmsArtKind, { readonly list: string; readonly one: string }>> = {
  poster: { list: "posters", one: "poster" },
  art: { list: "arts", one: "art" },
};

const uploadName = /^upload:\/\/.*?([0-9a-f]{40})$/i;

const entrySchema: z.ZodType<PmsArtEntry> = z
  .object({ ratingKey: z.string().min(1), selected: flagOrNull })
  .transform(({ ratingKey, selected }) => ({
    ratingKey,
    selected: selected ?? false,
    uploadSha1: uploadName.exec(ratingKey)?.[1]?.toLowerCase() ?? null,
  }));

const tooLarge = (size: number): PmsError =>
  new PmsError(
    "rejected",
    `A picture of ${(size / 1_000_000).toFixed(1)} MB was not sent to Plex, which takes less than 10 MB. Choose a smaller cover in Stash.`,
  );

/** Posters and backgrounds. */
export function createArtwork(
  connection: PmsConnection,
  logger: Logger,
): Pick<PmsClient, "artList" | "uploadArt" | "selectArt"> {
  return {
    artList: async (id, kind, { signal } = {}) => {
      const container = await readContainer(connection, {
        method: "GET",
        path: `library/metadata/${requireItemId(id)}/${routes[kind].list}`,
        action: `list the pictures of item ${id}`,
        signal,
      });
      return understoodOf(entrySchema, container.Metadata ?? container.Photo, logger);
    },
    uploadArt: async (id, kind, bytes, { signal } = {}) => {
      if (bytes.byteLength > maxUploadBytes) throw tooLarge(bytes.byteLength);
      await connection.send({
        method: "POST",
        path: `library/metadata/${requireItemId(id)}/${routes[kind].list}`,
        headers: { "content-type": "application/octet-stream" },
        body: bytes,
        action: `take a picture for item ${id}`,
        timeoutMs: uploadMs,
        signal,
      });
    },
    selectArt: async (id, kind, ratingKey, { signal } = {}) => {
      await connection.send({
        method: "PUT",
        path: `library/metadata/${requireItemId(id)}/${routes[kind].one}`,
        query: [["url", ratingKey]],
        action: `select a picture of item ${id}`,
        signal,
      });
    },
  };
}
