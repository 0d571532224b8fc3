import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";

import { inTransaction } from "../../store/transaction.ts";
import type { SyncQueue } from "../queue.ts";
import { createDeadLetters } from "./dead-letters.ts";
import { createIntake } from "./intake.ts";
import { createQueueReader } from "./queue-reader.ts";
import { createTurns } from "./turns.ts";

export interface SyncQueueOptions {
  /** Connection that writes. Several processes may have one each. */
  readonly db: DatabaseSync;
  readonly clock: Pick<Clock, "now">;
  /** 0 up to but not 1. */
  readonly random: () => number;
  /** Tells the leases of this process from those of others. */
  readonly workerId: string;
  /** How long a row stays with a worker that says nothing more. @default 120_000 */
  readonly leaseMs?: number;
  /** How often a temporary failure is tried in all. @default 5 */
  readonly tries?: () => number;
}

const defaultLeaseMs = 120_000;
const defaultTries = 5;

/** The queue in SQLite. Each call is one short transaction: what it answered is on disk. */
export function createSyncQueue(options: SyncQueueOptions): SyncQueue {
  const {
    db,
    clock,
    random,
    workerId,
    leaseMs = defaultLeaseMs,
    tries = () => defaultTries,
  } = options;
  const reader = createQueueReader(db, clock);
  const letters = createDeadLetters(db, clock);
  const intake = createIntake(db, clock);
  const turns = createTurns({ db, clock, random, workerId, leaseMs, tries, letters });
  return {
    add: (requests) =>
      requests.length === 0
        ? { added: 0, coalesced: 0 }
        : inTransaction(db, () => intake.add(requests)),
    take: (limit, lowest) => inTransaction(db, () => turns.take(limit, lowest)),
    takeOver: () => inTransaction(db, () => turns.takeOver()),
    renew: (sceneIds) => {
      inTransaction(db, () => {
        turns.renew(sceneIds);
      });
    },
    finish: (work, outcome) => {
      inTransaction(db, () => {
        turns.finish(work, outcome);
      });
    },
    nextDueAt: reader.nextDueAt,
    counts: reader.counts,
    rows: reader.rows,
    row: reader.row,
    clear: () => inTransaction(db, () => turns.clear()),
    deadLetters: (query) => letters.list(query),
    retryDeadLetters: (ids) =>
      inTransaction(db, () => {
        const chosen = letters.takeOut(ids);
        intake.add(
          chosen.flatMap(({ sceneId, priority, causes }) =>
            (causes.length === 0 ? ["retry"] : causes).map((cause) => ({
              sceneId,
              priority,
              cause,
            })),
          ),
        );
        return chosen.length;
      }),
    purgeDeadLetters: (which) => inTransaction(db, () => letters.purge(which)),
  };
}
