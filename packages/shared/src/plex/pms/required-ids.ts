import { PmsError } from "./pms-error.ts";
import type { PmsItemId } from "./records.ts";

/**
 * Refuses before anything is sent: an edit without an item's id would edit every item of its section
 * (docs/reference/plex-contract.md, 11.2).
 */
const refuse = (what: string): PmsError =>
  new PmsError(
    "rejected",
    `A call to Plex without ${what} was not sent, because Plex could take it for the whole library. This is a fault of this program: please report it.`,
  );

export function requireItemId(id: PmsItemId): PmsItemId {
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw refuse("the id of an item");
}

export function requireSectionKey(key: string): string {
  if (/^\d+$/.test(key)) return key;
  throw refuse("the key of a section");
}
