import type { DatabaseSync } from "node:sqlite";

import type { Clock } from "@stash2plex/shared/clock";
import type { StashId } from "@stash2plex/shared/stash";

import { givenLimit, prepareChange, prepareQuery } from "../../store/typed-query.ts";
import {
  priorities,
  type Priority,
  type Work,
  type WorkErrorClass,
  type WorkOutcome,
} from "../queue.ts";
import { causesOf } from "./causes.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { afterFailure, afterWaiting, type NextTurn } from "./retry-schedule.ts";

interface TurnRow {
  readonly scene_id: number;
  readonly priority: Priority;
  readonly causes: string;
  readonly attempts: number;
  readonly generation: number;
  readonly enqueued_at: number;
  readonly waiting_since: number | null;
}

interface TurnsOptions {
  readonly db: DatabaseSync;
  readonly clock: Pick<Clock, "now">;
  readonly random: () => number;
  readonly workerId: string;
  readonly leaseMs: number;
  readonly tries: () => number;
  readonly letters: DeadLetters;
}

const workOf = (row: TurnRow): Work => ({
  sceneId: row.scene_id,
  priority: row.priority,
  causes: causesOf(row.causes),
  attempts: row.attempts,
  generation: row.generation,
  enqueuedAt: row.enqueued_at,
  waitingSince: row.waiting_since,
});

interface Problem {
  readonly errorClass: WorkErrorClass | null;
  readonly error: string;
  readonly waitingSince: number | null;
}

/** Hands work out and takes its outcome back; the caller holds the transaction. */
export function createTurns(options: TurnsOptions) {
  const { db, clock, random, workerId, leaseMs, tries, letters } = options;
  const due = prepareQuery<TurnRow, [number, number, number, number]>(
    db,
    `SELECT scene_id, priority, causes, attempts, generation, enqueued_at, waiting_since FROM sync_queue
     WHERE priority <= ? AND due_at <= ? AND (lease_until IS NULL OR lease_until <= ?)
     ORDER BY priority, due_at, enqueued_at ${givenLimit}`,
  );
  const lease = prepareChange<[number, number, string, number]>(
    db,
    "UPDATE sync_queue SET taken = ?, lease_until = ?, worker = ? WHERE scene_id = ?",
  );
  const prolong = prepareChange<[number, number, string]>(
    db,
    "UPDATE sync_queue SET lease_until = ? WHERE scene_id = ? AND worker = ? AND lease_until IS NOT NULL",
  );
  const held = "scene_id = ? AND worker = ? AND taken = ?";
  const removeFinished = prepareChange<[number, string, number]>(
    db,
    `DELETE FROM sync_queue WHERE ${held} AND generation = taken`,
  );
  // Raised while it was worked on: it keeps its place and runs again.
  const release = prepareChange<[number, string, number]>(
    db,
    `UPDATE sync_queue SET taken = NULL, lease_until = NULL, worker = NULL WHERE ${held}`,
  );
  const postpone = prepareChange<
    [number, number, string | null, string | null, number | null, number, string, number]
  >(
    db,
    `UPDATE sync_queue SET taken = NULL, lease_until = NULL, worker = NULL, due_at = ?, attempts = ?,
       error_class = ?, error = ?, waiting_since = ?
     WHERE ${held} AND generation = taken`,
  );
  const freeOthers = prepareChange<[string]>(
    db,
    `UPDATE sync_queue SET taken = NULL, lease_until = NULL, worker = NULL
     WHERE lease_until IS NOT NULL AND worker <> ?`,
  );
  const clear = prepareChange<[number]>(
    db,
    "DELETE FROM sync_queue WHERE lease_until IS NULL OR lease_until <= ?",
  );

  const settle = (
    work: Work,
    turn: NextTurn,
    { errorClass, error, waitingSince }: Problem,
  ): void => {
    const key = [work.sceneId, workerId, work.generation] as const;
    if (turn.kind === "retry") {
      const dueAt = clock.now() + turn.afterMs;
      postpone(dueAt, turn.attempts, errorClass, error, waitingSince, ...key);
      release(...key);
      return;
    }
    const isLast = removeFinished(...key) > 0;
    release(...key);
    if (turn.kind === "dead" && isLast) {
      letters.add(work, { errorClass: errorClass ?? "permanent", error });
    }
  };
  return {
    take: (limit: number, lowest: Priority = priorities.follower): readonly Work[] => {
      const now = clock.now();
      return due.all(lowest, now, now, limit).map((row) => {
        lease(row.generation, now + leaseMs, workerId, row.scene_id);
        return workOf(row);
      });
    },
    takeOver: (): number => freeOthers(workerId),
    renew: (sceneIds: readonly StashId[]): void => {
      const until = clock.now() + leaseMs;
      for (const sceneId of sceneIds) prolong(until, sceneId, workerId);
    },
    /** What another worker has taken over meanwhile is left to it. */
    finish: (work: Work, outcome: WorkOutcome): void => {
      const key = [work.sceneId, workerId, work.generation] as const;
      switch (outcome.kind) {
        case "done":
          removeFinished(...key);
          release(...key);
          return;
        case "waiting": {
          const waitingSince = work.waitingSince ?? clock.now();
          const turn = afterWaiting(work.attempts, random);
          settle(work, turn, { errorClass: null, error: outcome.reason, waitingSince });
          return;
        }
        case "postponed":
          postpone(outcome.untilMs, work.attempts, null, null, work.waitingSince, ...key);
          release(...key);
          return;
        case "failed": {
          const { errorClass, error } = outcome;
          const turn = afterFailure(errorClass, work.attempts, random, tries());
          settle(work, turn, { errorClass, error, waitingSince: null });
        }
      }
    },
    clear: (): number => clear(clock.now()),
  };
}
