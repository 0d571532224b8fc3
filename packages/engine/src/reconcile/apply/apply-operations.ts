import type { PmsClient, PmsItem, PmsItemId } from "@stash2plex/shared/pms";

import type { BringPicture } from "../artwork/bring-picture.ts";
import type { Operation, PlanNote } from "../operation.ts";
import { awaitRefreshEnd, type RefreshEndDeps } from "./refresh-ends.ts";
import { withWholeLists } from "./whole-lists.ts";
import type { WriteMeter } from "./write-meter.ts";

export interface ApplyDeps extends RefreshEndDeps {
  readonly pms: Pick<PmsClient, "edit" | "items" | "match" | "rate" | "refresh" | "setLocks">;
  readonly bringPicture: BringPicture;
  readonly meter: WriteMeter;
}

export interface Applied {
  /** Items that PMS was made to ask our provider for. */
  readonly refreshed: ReadonlySet<PmsItemId>;
  readonly notes: readonly PlanNote[];
}

/** Sends a request that PMS answers with a refresh, and waits for its end. */
const withRefresh = async (
  item: PmsItem,
  deps: ApplyDeps,
  send: () => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const wait = awaitRefreshEnd(item, deps);
  signal?.addEventListener("abort", wait.cancel, { once: true });
  try {
    await send();
    await wait.done;
    signal?.throwIfAborted();
  } finally {
    signal?.removeEventListener("abort", wait.cancel);
    wait.cancel();
  }
};

const applyOne = async (
  operation: Operation,
  item: PmsItem,
  deps: ApplyDeps,
  signal: AbortSignal | undefined,
): Promise<readonly PlanNote[]> => {
  const { pms } = deps;
  const options = signal === undefined ? {} : { signal };
  const { itemId, sectionKey } = operation;
  switch (operation.kind) {
    case "refresh":
      await withRefresh(item, deps, () => pms.refresh(itemId, options), signal);
      return [];
    case "match": {
      const { guid, name, year } = operation;
      const to = { guid, name, ...(year !== undefined && { year }) };
      await withRefresh(item, deps, () => pms.match(itemId, to, options), signal);
      return [];
    }
    case "edit":
      await pms.edit(sectionKey, itemId, withWholeLists(operation.edit, item), options);
      return [];
    case "rate":
      await pms.rate(itemId, operation.rating, options);
      return [];
    case "artwork":
      return deps.bringPicture(operation, item, signal);
    case "locks":
      await pms.setLocks(sectionKey, itemId, operation.locks, options);
      return [];
  }
};

/**
 * Carries out a plan, one item after the other. Rejects with the first `PmsError`: whatever was done until then is
 * found by the next observation, and not done again.
 */
export const applyOperations = async (
  operations: readonly Operation[],
  items: ReadonlyMap<PmsItemId, PmsItem>,
  deps: ApplyDeps,
  signal?: AbortSignal,
): Promise<Applied> => {
  const refreshed = new Set<PmsItemId>();
  const metered = new Set<PmsItemId>();
  const notes: PlanNote[] = [];
  for (const operation of operations) {
    signal?.throwIfAborted();
    const item = items.get(operation.itemId);
    if (item === undefined) continue;
    if (!metered.has(item.id)) await deps.meter(signal);
    metered.add(item.id);
    notes.push(...(await applyOne(operation, item, deps, signal)));
    if (operation.kind === "refresh" || operation.kind === "match") refreshed.add(item.id);
  }
  return { refreshed, notes };
};
