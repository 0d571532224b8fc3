import { hash } from "node:crypto";

import type { PmsListedItem } from "@stash2plex/shared/pms";

/** Digest of everything that the mirror keeps of an item: equal digests need no write. */
export const itemDigest = (item: PmsListedItem): string =>
  hash(
    "sha1",
    JSON.stringify([
      item.sectionKey,
      item.guid,
      item.title,
      item.year,
      item.addedAt,
      item.updatedAt,
      item.deletedAt,
      item.parts.map(({ id, file, size, duration }) => [id, file, size, duration]),
    ]),
    "base64url",
  );
