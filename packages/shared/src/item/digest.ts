import { createHash } from "node:crypto";

import type { DesiredItem } from "./desired-item.ts";

const DIGEST_LENGTH = 16;

/** JSON that does not depend on the order in which fields were set. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(",")}}`;
}

/**
 * Short hash of a desired item, kept when it was served or pushed; another digest now means that Plex is stale.
 * @returns 16 characters of `[A-Za-z0-9_-]`, the same on every machine
 */
export function digestOf(item: DesiredItem): string {
  return createHash("sha256")
    .update(canonicalJson(item))
    .digest("base64url")
    .slice(0, DIGEST_LENGTH);
}
