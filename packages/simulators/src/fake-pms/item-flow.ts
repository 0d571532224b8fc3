import type { PlexMetadata } from "@stash2plex/shared/plex";

import type { UncertainReadings } from "./fake-pms-options.ts";
import type { ItemLibrary } from "./item-library.ts";
import type { TypedSearch } from "./match-body.ts";
import { isMatched, withMetadata, type ItemProblem, type PmsItem } from "./pms-item.ts";
import type { RegisteredProvider } from "./registered-provider.ts";

/** What happens to one item: each step asks the provider and keeps the outcome in the library. */
export interface ItemFlow {
  /** A scan's question: the first result is the truth (docs/reference/plex-contract.md, 4.3). */
  matchNew(item: PmsItem): Promise<PmsItem>;
  refresh(item: PmsItem): Promise<PmsItem>;
  candidates(item: PmsItem, typed?: TypedSearch): Promise<readonly PlexMetadata[]>;
  /** Takes this guid for the item, then refreshes it. */
  choose(item: PmsItem, guid: string): Promise<PmsItem>;
  openArtwork(item: PmsItem): Promise<readonly Uint8Array[]>;
}

/** The key in a guid of this provider; PMS takes it out of the guid (fact 13). */
function ratingKeyIn(guid: string, identifier: string): string | null {
  const prefix = `${identifier}://movie/`;
  return guid.startsWith(prefix) ? guid.slice(prefix.length) : null;
}

export function createItemFlow(deps: {
  readonly provider: () => RegisteredProvider;
  readonly library: Pick<ItemLibrary, "store">;
  readonly readings: UncertainReadings;
  readonly onViolations: (violations: readonly string[]) => void;
}): ItemFlow {
  const { library, readings } = deps;

  function withProblem(item: PmsItem, problem: ItemProblem | null): PmsItem {
    return library.store({ ...item, problem });
  }

  /** Fact 4: such a refresh was logged to fail within milliseconds, without an HTTP call. */
  function refuseGuid(item: PmsItem): PmsItem {
    const sentence = `PMS cannot refresh ${item.guid}: it lacks the movie/ segment or is of another provider.`;
    deps.onViolations([sentence]);
    return withProblem(item, { during: "metadata", status: null, sentence });
  }

  async function refresh(item: PmsItem): Promise<PmsItem> {
    if (!isMatched(item)) return item;
    const provider = deps.provider();
    const ratingKey = ratingKeyIn(item.guid, provider.identifier);
    if (ratingKey === null) return refuseGuid(item);
    const answer = await provider.metadata(ratingKey);
    if (!answer.ok) return withProblem(item, answer.problem);
    const filled = library.store(withMetadata(item, answer.value, readings.keepsStaleTags));
    const extras = await provider.extras(answer.value);
    return extras.ok ? filled : withProblem(filled, extras.problem);
  }

  function choose(item: PmsItem, guid: string): Promise<PmsItem> {
    return refresh(library.store({ ...item, guid, problem: null }));
  }

  return {
    refresh,
    choose,
    async matchNew(item) {
      const answer = await deps.provider().match(item, false);
      if (!answer.ok) return withProblem(item, answer.problem);
      const first = answer.value[0];
      return first === undefined ? withProblem(item, null) : choose(item, first.guid);
    },
    async candidates(item, typed) {
      const answer = await deps.provider().match(item, typed ?? true);
      if (answer.ok) return answer.value;
      withProblem(item, answer.problem);
      return [];
    },
    async openArtwork(item) {
      if (item.metadata === null) return [];
      const provider = deps.provider();
      const answer = await provider.images(item.metadata);
      if (!answer.ok) {
        withProblem(item, answer.problem);
        return [];
      }
      library.store({ ...item, images: answer.value });
      const pictures = await Promise.all(answer.value.map((image) => provider.picture(image.url)));
      return pictures.filter((picture) => picture !== null);
    },
  };
}
