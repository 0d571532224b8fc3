import type { StashMirror } from "@stash2plex/engine/stash-mirror";
import { foldPath } from "@stash2plex/shared/paths";

import type { ByteCache } from "./cache/byte-cache.ts";

type LookUpBaseName = StashMirror["lookUpBaseName"];

/** Short: a folder that is renamed in Stash meanwhile is found a minute late at most. */
const MISS_MS = 60_000;
/** "Nothing" must be a value: a cache cannot tell an absent entry from an empty one. */
const NOTHING = Uint8Array.of(0);

/**
 * Remembers base names of which Stash has no file, beyond a restart where the cache is Redis: PMS asks about unmatched
 * files again with every scan, and each look-up reads the whole library of Stash.
 *
 * @param origin tells one Stash from another in a shared cache
 */
export function rememberEmptyLookUps(
  lookUp: LookUpBaseName,
  cache: Pick<ByteCache, "get" | "set">,
  origin: string,
): LookUpBaseName {
  return async (baseName, signal) => {
    const key = `no-file/${origin}/${foldPath(baseName)}`;
    if ((await cache.get(key)) !== undefined) return [];
    const found = await lookUp(baseName, signal);
    if (found.length === 0) await cache.set(key, NOTHING, MISS_MS);
    return found;
  };
}
