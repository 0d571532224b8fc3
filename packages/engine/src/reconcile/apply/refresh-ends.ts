import type { Clock, Timer } from "@stash2plex/shared/clock";
import type { PmsClient, PmsItemId, PmsNotification } from "@stash2plex/shared/pms";

/** Hears what Plex tells; answers how to stop listening. */
export type ListenToPlex = (listener: (notification: PmsNotification) => void) => () => void;

export interface RefreshEndDeps {
  readonly pms: Pick<PmsClient, "items">;
  readonly clock: Clock;
  readonly listen: ListenToPlex;
}

export interface RefreshWait {
  /** `told`: Plex said so. `seen`: the item moved. `timed-out`: neither; it is read back anyway. */
  readonly done: Promise<"told" | "seen" | "timed-out">;
  readonly cancel: () => void;
}

const PROCESSED = 5;
/** After the activity ended, nothing more is to come. */
const afterActivityMs = 250;
/** Several entries of state 5 come for one refresh (docs/reference/plex-contract.md, 11.7). */
const afterEntryMs = 1_500;
const pollMs = 5_000;
export const refreshTimeoutMs = 30_000;

/** How long to wait for more after a notification; null: it says nothing of this item. */
const quietFor = (notification: PmsNotification, itemId: PmsItemId): number | null => {
  if (notification.kind === "refresh-ended") {
    return notification.itemId === itemId ? afterActivityMs : null;
  }
  if (notification.kind !== "item" || notification.itemId !== itemId) return null;
  return notification.deleted || notification.state === PROCESSED ? afterEntryMs : null;
};

/**
 * Waits for the end of a refresh of one item; to be begun before the refresh is asked for, so that a quick one is not
 * missed. Never rejects: whatever happens, the item is read back.
 */
export const awaitRefreshEnd = (
  item: { readonly id: PmsItemId; readonly updatedAt: number | null },
  { pms, clock, listen }: RefreshEndDeps,
): RefreshWait => {
  const timers = new Set<Timer>();
  let quiet: Timer | null = null;
  let isOver = false;
  let finish: (how: "told" | "seen" | "timed-out") => void = () => undefined;
  const done = new Promise<"told" | "seen" | "timed-out">((resolve) => {
    finish = resolve;
  });
  const end = (how: "told" | "seen" | "timed-out"): void => {
    if (isOver) return;
    isOver = true;
    stopListening();
    quiet?.cancel();
    for (const timer of timers) timer.cancel();
    finish(how);
  };
  const after = (ms: number, task: () => void): void => {
    const timer = clock.setTimeout(() => {
      timers.delete(timer);
      task();
    }, ms);
    timers.add(timer);
  };
  const stopListening = listen((notification) => {
    const ms = quietFor(notification, item.id);
    if (ms === null || isOver) return;
    quiet?.cancel();
    quiet = clock.setTimeout(() => {
      end("told");
    }, ms);
  });
  const poll = async (): Promise<void> => {
    // The socket may be closed or silent; a failure here shows again when the item is read back.
    const answer = await pms.items([item.id]).catch(() => null);
    if (isOver) return;
    const now = answer?.get(item.id);
    if (answer !== null && now?.updatedAt !== item.updatedAt) end("seen");
    else after(pollMs, () => void poll());
  };
  after(pollMs, () => void poll());
  after(refreshTimeoutMs, () => {
    end("timed-out");
  });
  return {
    done,
    cancel: () => {
      end("timed-out");
    },
  };
};
