import { GapError } from "./gap-error.ts";
import type { GapSort } from "./gap.ts";

/** Where a page ended: the value that its last gap is sorted by, and its id. */
export interface GapCursor {
  readonly sort: GapSort;
  readonly value: string | number;
  readonly id: number;
}

export const writeCursor = ({ sort, value, id }: GapCursor): string =>
  Buffer.from(JSON.stringify([sort, value, id])).toString("base64url");

const parse = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return null;
  }
};

/** @throws GapError for what `writeCursor` did not make, or made for another order. */
export const readCursor = (text: string, sort: GapSort): GapCursor => {
  const list = parse(text);
  const [made, value, id] = Array.isArray(list) ? (list as readonly unknown[]) : [];
  const isTime = sort === "newest" || sort === "oldest";
  const isValue = isTime ? Number.isSafeInteger(value) : typeof value === "string";
  if (made !== sort || !isValue || !Number.isSafeInteger(id)) {
    throw new GapError(
      "unknown-cursor",
      "This page of gaps is unknown: begin with the first one, without a cursor.",
    );
  }
  return { sort, value: value as string | number, id: id as number };
};
