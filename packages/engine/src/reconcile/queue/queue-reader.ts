import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";
import type { StashId } from "@stash2plex/shared/stash";

import { givenLimit, prepareQuery } from "../../store/typed-query.ts";
import {
  priorities,
  type ListQuery,
  type Priority,
  type QueueCounts,
  type QueueRow,
  type WorkErrorClass,
} from "../queue.ts";
import { causesOf } from "./causes.ts";

interface StoredRow {
  readonly scene_id: number;
  readonly priority: Priority;
  readonly due_at: number;
  readonly enqueued_at: number;
  readonly generation: number;
  readonly lease_until: number | null;
  readonly attempts: number;
  readonly waiting_since: number | null;
  readonly causes: string;
  readonly error_class: WorkErrorClass | null;
  readonly error: string | null;
}

interface StoredCounts {
  readonly ready: number;
  readonly later: number;
  readonly running: number;
  readonly oldest_at: number | null;
}

const columns =
  "scene_id, priority, due_at, enqueued_at, generation, lease_until, attempts, waiting_since, causes, error_class, error";

/** What people and the worker want to know of the queue. Only reads. */
export function createQueueReader(db: DatabaseSync, clock: Pick<Clock, "now">) {
  const counted = prepareQuery<StoredCounts, [number, number, number, number, number]>(
    db,
    `SELECT
       coalesce(sum(due_at <= ? AND (lease_until IS NULL OR lease_until <= ?)), 0) AS ready,
       coalesce(sum(due_at > ? AND (lease_until IS NULL OR lease_until <= ?)), 0) AS later,
       coalesce(sum(lease_until > ?), 0) AS running,
       min(enqueued_at) AS oldest_at
     FROM sync_queue`,
  );
  const letters = prepareQuery<{ n: number }>(db, "SELECT count(*) AS n FROM dead_letters");
  // The first entries of the index, however long the queue is.
  const nextOfPriority = prepareQuery<{ due_at: number }, [number]>(
    db,
    `SELECT due_at FROM sync_queue WHERE priority = ? AND lease_until IS NULL
     ORDER BY priority, due_at LIMIT 1`,
  );
  const nextLease = prepareQuery<{ at: number | null }>(
    db,
    "SELECT min(lease_until) AS at FROM sync_queue WHERE lease_until IS NOT NULL",
  );
  const page = prepareQuery<StoredRow, [number, number]>(
    db,
    `SELECT ${columns} FROM sync_queue ORDER BY priority, due_at, enqueued_at, scene_id ${givenLimit} OFFSET ?`,
  );
  const one = prepareQuery<StoredRow, [number]>(
    db,
    `SELECT ${columns} FROM sync_queue WHERE scene_id = ?`,
  );
  const rowOf = (row: StoredRow): QueueRow => ({
    sceneId: row.scene_id,
    priority: row.priority,
    causes: causesOf(row.causes),
    attempts: row.attempts,
    generation: row.generation,
    enqueuedAt: row.enqueued_at,
    waitingSince: row.waiting_since,
    dueAt: row.due_at,
    running: row.lease_until !== null && row.lease_until > clock.now(),
    errorClass: row.error_class,
    error: row.error,
  });
  return {
    counts: (): QueueCounts => {
      const now = clock.now();
      const row = counted.get(now, now, now, now, now);
      return {
        ready: row?.ready ?? 0,
        later: row?.later ?? 0,
        running: row?.running ?? 0,
        deadLetters: letters.get()?.n ?? 0,
        oldestAt: row?.oldest_at ?? null,
      };
    },
    nextDueAt: (): number | null => {
      const next = [
        ...Object.values(priorities).map((priority) => nextOfPriority.get(priority)?.due_at),
        nextLease.get()?.at,
      ].filter((at) => typeof at === "number");
      return next.length === 0 ? null : Math.min(...next);
    },
    /** `after` counts rows: the order of a queue changes while it is read. */
    rows: ({ limit, after = 0 }: ListQuery): readonly QueueRow[] =>
      page.all(limit, after).map(rowOf),
    row: (sceneId: StashId): QueueRow | null => {
      const row = one.get(sceneId);
      return row === undefined ? null : rowOf(row);
    },
  };
}
