import { systemClock } from "@stash2plex/shared/clock";
import type { PmsClient, PmsListedItem, SectionPage } from "@stash2plex/shared/pms";

import { createMemoryPms } from "../test/memory-pms.ts";

/** What the server beside this file sends, as far as it is read. */
interface Listing {
  readonly MediaContainer: {
    readonly totalSize: number;
    readonly Metadata: readonly (Pick<
      PmsListedItem,
      "guid" | "type" | "title" | "year" | "addedAt" | "updatedAt"
    > & {
      readonly ratingKey: string;
      readonly librarySectionID: number;
      readonly Media: readonly { readonly Part: PmsListedItem["parts"] }[];
    })[];
  };
}

const readPage = async (url: string, offset: number, size: number): Promise<SectionPage> => {
  const query = `type=1&X-Plex-Container-Start=${offset}&X-Plex-Container-Size=${size}`;
  const response = await fetch(`${url}/library/sections/1/all?${query}`);
  const { MediaContainer: container } = (await response.json()) as Listing;
  const items = container.Metadata.map((item): PmsListedItem => ({
    id: Number(item.ratingKey),
    sectionKey: String(item.librarySectionID),
    guid: item.guid,
    type: item.type,
    title: item.title,
    year: item.year,
    addedAt: item.addedAt,
    updatedAt: item.updatedAt,
    deletedAt: null,
    parts: item.Media.flatMap((media) =>
      media.Part.map(({ id, file, size, duration }) => ({ id, file, size, duration })),
    ),
  }));
  return { items, offset, total: container.totalSize };
};

/** A client whose listings come over HTTP, and which knows one section. */
export const createListingClient = (url: string): PmsClient => {
  const pms = createMemoryPms(systemClock);
  pms.addSection({ locations: [{ id: 1, path: "/media/nature" }] });
  return {
    ...pms.client,
    sectionItems: async function* (_key, { pageSize = 500 } = {}) {
      for (let offset = 0; ; offset += pageSize) {
        const page = await readPage(url, offset, pageSize);
        yield page;
        if (page.items.length < pageSize) return;
      }
    },
  };
};
