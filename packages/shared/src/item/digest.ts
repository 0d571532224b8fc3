import { createHash } from "node:crypto";

import type { DesiredItem } from "./desired-item.ts";

/** So many first characters of a digest do not depend on the versions of pictures. */
export const SHOWN_DIGEST_LENGTH = 11;
const PICTURES_DIGEST_LENGTH = 5;

/** JSON that does not depend on the order in which fields were set; versions of pictures go to a list instead. */
function canonicalJson(value: unknown, versions: unknown[]): string {
  if (Array.isArray(value)) {
    return `[${value.map((entry) => canonicalJson(entry, versions)).join(",")}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([key, field]) => {
      if (key !== "version") return `${JSON.stringify(key)}:${canonicalJson(field, versions)}`;
      versions.push(field);
      return [];
    });
  return `{${fields.join(",")}}`;
}

const hashed = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("base64url").slice(0, length);

/**
 * Short hash of a desired item, kept when it was served or pushed; another digest now means that something may have to
 * be brought to Plex. Stash names another version of a picture with every save, also where nothing is different
 * (docs/reference/stash.md, 3.3): only another beginning (`SHOWN_DIGEST_LENGTH`) means that Plex is stale.
 * @returns 16 characters of `[A-Za-z0-9_-]`, the same on every machine
 */
export function digestOf(item: DesiredItem): string {
  const versions: unknown[] = [];
  const shown = canonicalJson(item, versions);
  return (
    hashed(shown, SHOWN_DIGEST_LENGTH) + hashed(JSON.stringify(versions), PICTURES_DIGEST_LENGTH)
  );
}
