import type { Clock, Timer } from "@stash2plex/shared/clock";
import type { PmsItemId } from "@stash2plex/shared/pms";

/** Gathers what Plex's notifications name: a scan or a refresh sends several for each item. */
export interface NotificationIntake {
  add(id: PmsItemId, deleted: boolean): void;
  close(): void;
}

export interface NotificationIntakeOptions {
  readonly clock: Clock;
  readonly read: (ids: readonly PmsItemId[]) => Promise<void>;
  /** So many items changed that listing what is new costs less than reading each. */
  readonly follow: () => void;
}

const quietMs = 2_000;
/** Noise that never ends must not keep news back for ever. */
const longestWaitMs = 10_000;
const retryMs = 30_000;
const mostReads = 500;

export const createNotificationIntake = ({
  clock,
  read,
  follow,
}: NotificationIntakeOptions): NotificationIntake => {
  let pending = new Map<PmsItemId, { deleted: boolean }>();
  let firstAt = 0;
  let timer: Timer | null = null;
  let closed = false;

  const schedule = (ms: number): void => {
    timer?.cancel();
    timer = closed ? null : clock.setTimeout(flush, ms);
  };
  const flush = (): void => {
    timer = null;
    const taken = pending;
    pending = new Map();
    let ids = [...taken.keys()];
    if (ids.length > mostReads) {
      // A listing shows what came and what changed, never what is gone.
      ids = ids.filter((id) => taken.get(id)?.deleted === true);
      follow();
    }
    if (ids.length === 0) return;
    read(ids).catch(() => {
      for (const id of ids) {
        if (!pending.has(id)) pending.set(id, { deleted: taken.get(id)?.deleted === true });
      }
      schedule(retryMs);
    });
  };
  return {
    add: (id, deleted) => {
      if (closed) return;
      const entry = pending.get(id);
      if (pending.size === 0) firstAt = clock.now();
      if (entry === undefined) pending.set(id, { deleted });
      else entry.deleted = deleted;
      schedule(Math.max(0, Math.min(quietMs, firstAt + longestWaitMs - clock.now())));
    },
    close: () => {
      closed = true;
      timer?.cancel();
    },
  };
};
