import type { PmsClient, PmsItem, PmsListedItem, PmsSection } from "@stash2plex/shared/pms";

import { OperatorError } from "../serving/operator-error.ts";
import { asked, isFilmSection } from "./check-sides.ts";

type Listing = Pick<PmsClient, "sectionItems">;

/** Places of a library that are looked at: each costs a request. */
const PLACES = 24;

async function firstPage(
  pms: Listing,
  key: string,
  query: { readonly from?: number; readonly pageSize: number; readonly signal?: AbortSignal },
): Promise<{ readonly items: readonly PmsListedItem[]; readonly total: number | null }> {
  for await (const page of pms.sectionItems(key, query)) {
    // A server that does not page sends everything.
    return { items: page.items.slice(0, query.pageSize), total: page.total };
  }
  return { items: [], total: 0 };
}

const isThere = ({ deletedAt, parts }: PmsListedItem): boolean =>
  deletedAt === null && parts.length > 0;

/** Items of one section, from places spread over it in the order of their adding. */
async function sampleSection(
  pms: Listing,
  key: string,
  share: number,
  signal: AbortSignal | undefined,
): Promise<readonly PmsListedItem[]> {
  const first = await firstPage(pms, key, { pageSize: share, ...asked(signal) });
  const total = first.total ?? first.items.length;
  if (total <= share) return first.items.filter(isThere);
  const places = Math.min(share, PLACES);
  const pageSize = Math.ceil(share / places);
  const found = new Map<number, PmsListedItem>();
  for (let place = 0; place < places; place += 1) {
    const from = Math.floor((place * total) / places);
    const { items } = await firstPage(pms, key, { from, pageSize, ...asked(signal) });
    for (const item of items.filter(isThere)) found.set(item.id, item);
  }
  return [...found.values()].slice(0, share);
}

/** The film sections with these keys; rejects when one is not there. */
export async function chosenSections(
  pms: Pick<PmsClient, "sections">,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<readonly PmsSection[]> {
  const films = (await pms.sections(asked(signal))).filter(isFilmSection);
  return keys.map((key) => {
    const section = films.find((candidate) => candidate.key === key);
    if (section !== undefined) return section;
    const known = films.map(({ title }) => `"${title}"`).join(", ");
    throw new OperatorError(
      `Plex has no film library with the key ${key}; it has ${known === "" ? "no film library" : known}.`,
    );
  });
}

export interface SampledItem {
  readonly item: PmsListedItem;
  readonly section: PmsSection;
}

/** Items of the sections, at most so many in all, spread over them. */
export async function sampleItems(
  pms: Listing & Pick<PmsClient, "sections">,
  keys: readonly string[],
  limit: number,
  signal?: AbortSignal,
): Promise<readonly SampledItem[]> {
  const sections = await chosenSections(pms, keys, signal);
  const share = Math.max(1, Math.ceil(limit / Math.max(1, sections.length)));
  const sampled: SampledItem[] = [];
  for (const section of sections) {
    const items = await sampleSection(pms, section.key, share, signal);
    sampled.push(...items.map((item) => ({ item, section })));
  }
  return sampled.slice(0, limit);
}

/** The same with the items' own documents: listings cut their lists (docs/reference/plex-contract.md, fact 31). */
export async function withDocuments(
  pms: Pick<PmsClient, "items">,
  sampled: readonly SampledItem[],
  signal?: AbortSignal,
): Promise<readonly { readonly item: PmsItem; readonly section: PmsSection }[]> {
  const documents = await pms.items(
    sampled.map(({ item }) => item.id),
    asked(signal),
  );
  return sampled.flatMap(({ item: { id }, section }) => {
    const item = documents.get(id);
    return item === undefined ? [] : [{ item, section }];
  });
}
