import * as z from "zod";

import { type PmsItem, type PmsListedItem, type PmsScalar, pmsScalars } from "./records.ts";
import {
  flagOrNull,
  listOf,
  number,
  numberOrNull,
  positiveId,
  text,
  textOrNull,
} from "./tolerant-values.ts";

const partSchema = z.object({
  id: number,
  file: z.string().min(1),
  size: numberOrNull,
  duration: numberOrNull,
});

const listedSchema = z.object({
  ratingKey: positiveId,
  librarySectionID: textOrNull,
  guid: textOrNull,
  type: z.string().default("movie"),
  title: text.default(""),
  year: numberOrNull,
  addedAt: numberOrNull,
  updatedAt: numberOrNull,
  deletedAt: numberOrNull,
  Media: listOf(z.object({ Part: listOf(partSchema) })),
});

const toListed = (raw: z.infer<typeof listedSchema>, sectionKey: string): PmsListedItem => ({
  id: raw.ratingKey,
  sectionKey: raw.librarySectionID ?? sectionKey,
  // An item that no agent took has none on some servers: it is there all the same.
  guid: raw.guid ?? "",
  type: raw.type,
  title: raw.title,
  year: raw.year,
  addedAt: raw.addedAt,
  updatedAt: raw.updatedAt,
  deletedAt: raw.deletedAt,
  parts: raw.Media.flatMap(({ Part }) => Part),
});

/** An item of a section's listing. `sectionKey` fills in where the item itself does not say its section. */
export const listedItemSchema = (sectionKey: string): z.ZodType<PmsListedItem> =>
  listedSchema.transform((raw) => toListed(raw, sectionKey));

const tags = listOf(z.object({ tag: z.string().min(1) })).transform((list) =>
  list.map(({ tag }) => tag),
);

const documentSchema = listedSchema.extend({
  titleSort: textOrNull,
  originalTitle: textOrNull,
  summary: textOrNull,
  tagline: textOrNull,
  studio: textOrNull,
  contentRating: textOrNull,
  originallyAvailableAt: textOrNull,
  Genre: tags,
  Collection: tags,
  Director: tags,
  Label: tags,
  Role: listOf(z.object({ tag: z.string().min(1), role: textOrNull, thumb: textOrNull })),
  Guid: listOf(z.object({ id: z.string().min(1) })),
  Field: listOf(z.object({ name: z.string().min(1), locked: flagOrNull })),
  userRating: numberOrNull,
  audienceRating: numberOrNull,
  thumb: textOrNull,
  art: textOrNull,
  viewCount: numberOrNull,
});

type RawDocument = z.infer<typeof documentSchema>;

const scalarsOf = (raw: RawDocument): Partial<Record<PmsScalar, string>> => {
  const present = pmsScalars.flatMap((name): [PmsScalar, string][] => {
    const value = raw[name];
    return value === null || value === "" ? [] : [[name, value]];
  });
  return Object.fromEntries(present);
};

/** An item's own document. Cleared fields have no key, unlocked ones no `Field` (docs/reference/plex-contract.md, fact 36). */
export const itemSchema = (sectionKey: string): z.ZodType<PmsItem> =>
  documentSchema.transform((raw) => ({
    ...toListed(raw, sectionKey),
    scalars: scalarsOf(raw),
    tags: {
      genre: raw.Genre,
      collection: raw.Collection,
      director: raw.Director,
      label: raw.Label,
    },
    roles: raw.Role.map(({ tag, role, thumb }) => ({ name: tag, role, thumb })),
    externalIds: raw.Guid.map(({ id }) => id),
    locked: new Set(raw.Field.filter(({ locked }) => locked !== false).map(({ name }) => name)),
    userRating: raw.userRating,
    audienceRating: raw.audienceRating,
    thumb: raw.thumb,
    art: raw.art,
    viewCount: raw.viewCount ?? 0,
  }));
