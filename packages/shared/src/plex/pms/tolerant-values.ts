import * as z from "zod";

/**
 * Values as they come: Plex writes numbers as numbers or text, flags as true, 1 or "1", and leaves out the key of an
 * empty list (docs/reference/plex-contract.md, 11).
 */

/** A number, also when it is written as text. */
export const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/)
    .transform(Number),
]);

/** The number of a thing. */
export const positiveId = number.pipe(z.int().positive());

/** A number, or null when it is absent or no number. */
export const numberOrNull = number
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/** Text, also when it is written as a number. */
export const text = z.union([z.string(), z.number().transform(String)]);

/** Text, or null when it is absent, empty or no text. */
export const textOrNull = text
  .nullish()
  .catch(null)
  .transform((value) => (value === undefined || value === "" ? null : value));

const truths = new Set<unknown>([true, 1, "1", "true"]);
const untruths = new Set<unknown>([false, 0, "0", "false"]);

/** A flag, or null when it is absent or unknown. */
export const flagOrNull = z
  .unknown()
  .optional()
  .transform((value): boolean | null => {
    if (truths.has(value)) return true;
    return untruths.has(value) ? false : null;
  });

/** The elements of a list; none when its key is missing, one when it is written without a list around it. */
export function elementsOf(list: unknown): readonly unknown[] {
  if (list === undefined || list === null) return [];
  return Array.isArray(list) ? list : [list];
}

/** A list whose broken elements are left out. */
export const listOf = <Element>(schema: z.ZodType<Element>) =>
  z
    .unknown()
    .optional()
    .transform((list): Element[] =>
      elementsOf(list).flatMap((element) => {
        const parsed = schema.safeParse(element);
        return parsed.success ? [parsed.data] : [];
      }),
    );
