import * as z from "zod";

import { imageSchema, movieSchema } from "./metadata-schema.ts";

/**
 * Schemas of everything the provider answers to PMS, with the checklist of docs/reference/plex-contract.md, section 16,
 * built in. Strict on what is known, tolerant of unknown fields, as PMS is (section 3). For tests, the fake PMS and the
 * self-check; the hot path does not run them.
 */

const IDENTIFIER = /^tv\.plex\.agents\.custom\.[A-Za-z0-9.]+$/;
const MOVIE = 1;

const count = z.int().min(0);

/** @param identifier the provider's own: scheme and guids must repeat it */
export function providerRootSchema(identifier: string, registeredPath = "") {
  const path = registeredPath.replace(/\/+$/, "");
  const featureKey = z
    .string()
    .startsWith("/", { error: 'a Feature key starts with "/"' })
    .refine((key) => path === "" || !`${key}/`.startsWith(`${path}/`), {
      error: `a Feature key is appended to the registered URL and must not repeat its path ${path}`,
    });
  return z.object({
    MediaProvider: z
      .looseObject({
        identifier: z.literal(identifier).check(z.regex(IDENTIFIER)),
        title: z.string().trim().min(1),
        version: z.string().min(1).optional(),
        Types: z
          .array(
            z.object({
              type: z.literal(MOVIE),
              Scheme: z.array(z.object({ scheme: z.literal(identifier) })).min(1),
            }),
            { error: "Types is a list of objects; bare numbers are refused by PMS" },
          )
          .min(1),
        Feature: z.array(z.object({ type: z.enum(["metadata", "match"]), key: featureKey })),
      })
      .refine(({ Feature }) => new Set(Feature.map((feature) => feature.type)).size === 2, {
        error: "the features `metadata` and `match` are both required",
        path: ["Feature"],
      }),
  });
}

interface Page {
  readonly offset: number;
  readonly totalSize: number;
  readonly size: number;
}

function pageIsPossible({ offset, totalSize, size }: Page): boolean {
  return size <= totalSize && (size === 0 || offset + size <= totalSize);
}

/** The fields of every container, and the list of `size` entries under `listKey`. */
function containerSchema<Item extends z.ZodType>(
  identifier: string,
  listKey: "Metadata" | "Image",
  item: Item,
) {
  const list = z.array(item).optional();
  return z.object({
    MediaContainer: z
      .looseObject({
        offset: count,
        totalSize: count,
        size: count,
        identifier: z.literal(identifier),
        Metadata: listKey === "Metadata" ? list : z.undefined().optional(),
        Image: listKey === "Image" ? list : z.undefined().optional(),
      })
      .refine(pageIsPossible, { error: "offset, size and totalSize contradict each other" })
      .refine((container) => (container[listKey]?.length ?? 0) === container.size, {
        error: `size must be the number of entries in ${listKey}`,
      }),
  });
}

/** Answer of a match: none, one, or in a manual match several results, best first. */
export function matchContainerSchema(identifier: string) {
  return containerSchema(identifier, "Metadata", movieSchema(identifier)).refine(
    ({ MediaContainer }) => {
      const scores = (MediaContainer.Metadata ?? []).map((result) => result.score ?? 100);
      return scores.every((score, index) => index === 0 || score <= (scores[index - 1] ?? score));
    },
    { error: "match results must be ordered best first" },
  );
}

/** Answer of the metadata route: exactly one item. */
export function metadataContainerSchema(identifier: string) {
  return containerSchema(identifier, "Metadata", movieSchema(identifier)).refine(
    ({ MediaContainer }) => MediaContainer.size === 1 && MediaContainer.totalSize === 1,
    { error: "metadata is answered with exactly one item" },
  );
}

/** Answer of the images route: `Image[]` itself, not `Metadata[]` (fact 18). */
export function imagesContainerSchema(identifier: string) {
  return containerSchema(identifier, "Image", imageSchema);
}

/** Answer of extras, children and grandchildren of a movie. */
export function emptyContainerSchema(identifier: string) {
  return containerSchema(identifier, "Metadata", z.never()).refine(
    ({ MediaContainer }) => MediaContainer.totalSize === 0,
    { error: "a movie has no extras and no children" },
  );
}
