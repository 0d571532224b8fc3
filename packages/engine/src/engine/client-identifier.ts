import type { Store } from "../store/open-store.ts";
import { prepareChange, prepareQuery } from "../store/typed-query.ts";

const key = "clientIdentifier";

/** The identity that this installation has had so far, or null. Only reads. */
export const storedClientIdentifier = ({ db }: Pick<Store, "db">): string | null =>
  prepareQuery<{ value: string }, [string]>(db, "SELECT value FROM plex_meta WHERE key = ?").get(
    key,
  )?.value ?? null;

/**
 * The one identity under which this installation talks to Plex, made once and kept: a new one at each start would make
 * Plex announce a new device each time (docs/reference/stash2plex-v1.md, B44).
 */
export function clientIdentifierOf({ db }: Pick<Store, "db">, makeOne: () => string): string {
  const keep = prepareChange<[string, string]>(
    db,
    "INSERT INTO plex_meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  if (storedClientIdentifier({ db }) === null) keep(key, makeOne());
  return storedClientIdentifier({ db }) ?? makeOne();
}
