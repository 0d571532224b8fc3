import type { StashBoxId } from "../stash/records.ts";

/** Short names of well-known stash-boxes, by host; any other is called by its host. */
const LABELS: Readonly<Record<string, string>> = {
  "stashdb.org": "stashdb",
  "theporndb.net": "theporndb",
  "api.theporndb.net": "theporndb",
  "metadataapi.net": "theporndb",
  "api.metadataapi.net": "theporndb",
  "fansdb.cc": "fansdb",
  "fansdb.xyz": "fansdb",
};

const ID = /^[A-Za-z0-9_-]{1,128}$/;

function labelOf(endpoint: string): string | null {
  const host = URL.parse(endpoint)?.hostname.replace(/^www\./, "") ?? "";
  if (host === "") return null;
  return Object.hasOwn(LABELS, host) ? (LABELS[host] ?? host) : host;
}

/**
 * Stash-box identities as external ids; PMS stores any scheme as it comes (docs/reference/plex-contract.md, 5.2).
 *
 * @example externalIdsOf([{ endpoint: "https://stashdb.org/graphql", stashId: "6f1b…" }]) // ["stashdb://6f1b…"]
 */
export function externalIdsOf(stashIds: readonly StashBoxId[]): string[] {
  const ids = stashIds.flatMap(({ endpoint, stashId }) => {
    const label = labelOf(endpoint);
    const id = stashId.trim().toLowerCase();
    return label !== null && ID.test(id) ? [`${label}://${id}`] : [];
  });
  return [...new Set(ids)];
}
