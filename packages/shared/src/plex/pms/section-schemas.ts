import * as z from "zod";

import type { PmsCollection, PmsSection } from "./records.ts";
import {
  flagOrNull,
  listOf,
  number,
  numberOrNull,
  positiveId,
  text,
  textOrNull,
} from "./tolerant-values.ts";

export const sectionSchema: z.ZodType<PmsSection> = z
  .object({
    key: text.pipe(z.string().regex(/^\d+$/)),
    uuid: textOrNull,
    title: text.default(""),
    type: z.string(),
    agent: textOrNull,
    scanner: textOrNull,
    language: textOrNull,
    Location: listOf(z.object({ id: number, path: z.string().min(1) })),
    refreshing: flagOrNull,
    metadataAgentProviderGroupId: numberOrNull,
  })
  .transform((raw) => ({
    key: raw.key,
    uuid: raw.uuid ?? "",
    title: raw.title,
    type: raw.type,
    agent: raw.agent ?? "",
    scanner: raw.scanner ?? "",
    language: raw.language ?? "",
    locations: raw.Location,
    refreshing: raw.refreshing ?? false,
    providerGroupId: raw.metadataAgentProviderGroupId,
  }));

export const collectionSchema: z.ZodType<PmsCollection> = z
  .object({ ratingKey: positiveId, title: text, childCount: numberOrNull })
  .transform(({ ratingKey, title, childCount }) => ({
    id: ratingKey,
    title,
    childCount: childCount ?? 0,
  }));
