import { createHash } from "node:crypto";
import * as z from "zod";

import { manifestOf, packageIds, type PackageId } from "./manifests.ts";

/** One entry of `index.yml`. The date must be in exactly this layout, or Stash cannot read the index (stash.md, 4.12). */
const indexEntry = z.strictObject({
  id: z.enum(packageIds),
  name: z.string(),
  version: z.string(),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  path: z.string().regex(/^[\w.-]+\.zip$/),
  // In capitals Stash refuses it.
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  metadata: z.strictObject({ description: z.string() }),
});
export const indexSchema = z.array(indexEntry);
export type IndexEntry = z.infer<typeof indexEntry>;

/** UTC, as `2026-01-31 12:00:00`. Stash offers an update when this moves, not when the version does. */
export const stashDate = (epochSeconds: number): string =>
  new Date(epochSeconds * 1_000).toISOString().slice(0, 19).replace("T", " ");

export function indexEntryOf(
  id: PackageId,
  zip: Uint8Array,
  release: { readonly version: string; readonly epochSeconds: number },
): IndexEntry {
  const { name, description = "" } = manifestOf(id, release.version);
  return indexEntry.parse({
    id,
    name,
    version: release.version,
    date: stashDate(release.epochSeconds),
    // Relative, so that index and packages move together.
    path: `${id}.zip`,
    sha256: createHash("sha256").update(zip).digest("hex"),
    metadata: { description },
  });
}
