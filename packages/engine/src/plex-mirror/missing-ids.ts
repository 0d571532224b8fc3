import type { PmsItemId } from "@stash2plex/shared/pms";

/** Which of the ids that we had were not met in a listing. A byte an item, however large the library. */
export interface MissingIds {
  met(id: PmsItemId): void;
  missing(): readonly PmsItemId[];
}

/** @param ids Ascending. */
export const createMissingIds = (ids: Float64Array): MissingIds => {
  const met = new Uint8Array(ids.length);
  const indexOf = (id: PmsItemId): number => {
    let from = 0;
    let below = ids.length;
    while (from < below) {
      const middle = (from + below) >>> 1;
      if ((ids[middle] ?? Infinity) < id) from = middle + 1;
      else below = middle;
    }
    return ids[from] === id ? from : -1;
  };
  return {
    met: (id) => {
      const at = indexOf(id);
      if (at >= 0) met[at] = 1;
    },
    missing: () => [...ids].filter((_, at) => met[at] === 0),
  };
};
