import * as z from "zod";

/**
 * Values as they come: Plex writes numbers as numbers or text, flags as true, 1 or "1", and leaves out the key of an
 * empty list (docs/reference/plex-contract.md, 11).
 */

const digits = /^-?\d+(?:\.\d+)?$/;

const toNumber = (value: unknown): number | null => {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" && digits.test(value) ? Number(value) : null;
};

const toText = (value: unknown): string | null => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : null;
};

/** Read by hand: unions and fallbacks of the library take several times as long, and libraries have 100,000 items. */
const anything = z.unknown().optional();

/** A number, also when it is written as text. */
export const number = anything.transform(toNumber).pipe(z.number());

/** The number of a thing. */
export const positiveId = anything.transform(toNumber).pipe(z.int().positive());

/** A number, or null when it is absent or no number. */
export const numberOrNull = anything.transform(toNumber);

/** Text, also when it is written as a number. */
export const text = anything.transform(toText).pipe(z.string());

/** Text, or null when it is absent, empty or no text. */
export const textOrNull = anything.transform((value) => (value === "" ? null : toText(value)));

const truths = new Set<unknown>([true, 1, "1", "true"]);
const untruths = new Set<unknown>([false, 0, "0", "false"]);

/** A flag, or null when it is absent or unknown. */
export const flagOrNull = anything.transform((value): boolean | null => {
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
  anything.transform((list): Element[] =>
    elementsOf(list).flatMap((element) => {
      const parsed = schema.safeParse(element);
      return parsed.success ? [parsed.data] : [];
    }),
  );
