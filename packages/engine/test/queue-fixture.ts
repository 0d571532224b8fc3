import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { silentLogger } from "@stash2plex/shared/log";
import { createTestClock, type TestClock } from "@stash2plex/simulators/test-clock";

import { createSyncQueue } from "../src/reconcile/queue/create-sync-queue.ts";
import type { SyncQueue } from "../src/reconcile/queue.ts";
import { openStore, type Store } from "../src/store/open-store.ts";

/** A queue in a folder of its own, on a clock that the test moves. Chance is always one half. */
export interface QueueFixture {
  readonly clock: TestClock;
  readonly store: Store;
  readonly folder: string;
  readonly queue: SyncQueue;
  /** Another worker on the same file. */
  another(workerId: string): SyncQueue;
  dispose(): void;
}

export const leaseMs = 120_000;

export function createQueueFixture(clock: TestClock = createTestClock()): QueueFixture {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-queue-"));
  const store = openStore({ file: join(folder, "stash2plex.db"), logger: silentLogger, clock });
  const another = (workerId: string): SyncQueue =>
    createSyncQueue({ db: store.db, clock, random: () => 0.5, workerId, leaseMs });
  return {
    clock,
    store,
    folder,
    queue: another("one"),
    another,
    dispose: () => {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
