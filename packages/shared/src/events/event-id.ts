import type { StashId } from "../stash/records.ts";

/** Reads an id: a whole number above 0, also as text; hooks give numbers, their inputs texts (stash.md, 4.3). Else null. */
export function readEventId(value: unknown): StashId | null {
  const id = typeof value === "string" && /^[1-9]\d{0,15}$/.test(value) ? Number(value) : value;
  return typeof id === "number" && Number.isSafeInteger(id) && id > 0 ? id : null;
}
