import type { StashId } from "@stash2plex/shared/stash";

/** Lower is sooner. A single edit by a person, an edit in bulk or a task, what followers found. */
export const priorities = { interactive: 0, bulk: 1, follower: 2 } as const;
export type Priority = (typeof priorities)[keyof typeof priorities];

/** Why a scene stands in the queue: event types such as `Scene.Update.Post`, `follow`, `manual`, `plex-import` ... */
export type Cause = string;

/**
 * Causes that change what a run does: somebody asks for the repair of a gap. `adopt` matches the items of this scene
 * although the policy says to leave those of other agents; `scan` asks Plex to scan the folder of a missing one.
 */
export const gapCauses = { adopt: "adopt-gap", scan: "scan-gap" } as const;

export interface WorkRequest {
  readonly sceneId: StashId;
  readonly priority: Priority;
  readonly cause: Cause;
}

/** A row that a worker holds. */
export interface Work {
  readonly sceneId: StashId;
  readonly priority: Priority;
  readonly causes: readonly Cause[];
  /** Failed attempts so far that count. */
  readonly attempts: number;
  readonly generation: number;
  readonly enqueuedAt: number;
  /** Since when the scene is waited for in Plex, or null. */
  readonly waitingSince: number | null;
}

/** What became of the work; the queue decides when there is a next time. */
export type WorkOutcome =
  | { readonly kind: "done" }
  /** Not in Plex yet: asked again on a schedule of its own, up to 12 times, then left to the gaps. */
  | { readonly kind: "waiting"; readonly reason: string }
  | {
      readonly kind: "failed";
      readonly errorClass: WorkErrorClass;
      readonly error: string;
      /** The failure says nothing of a server, such as a picture that cannot be made: others are worked on. */
      readonly ownFault?: true;
    }
  /** Plex is away: put back unharmed, nothing counted. */
  | { readonly kind: "postponed"; readonly untilMs: number };

/**
 * `down`: unlimited, not counted. `not-found`: 12 times, long schedule. `temporary`: 5 times, jittered. `permanent`:
 * dead letter at once.
 */
export type WorkErrorClass = "down" | "not-found" | "temporary" | "permanent";

export interface QueueRow extends Work {
  readonly dueAt: number;
  readonly running: boolean;
  readonly errorClass: WorkErrorClass | null;
  readonly error: string | null;
}

export interface DeadLetter {
  readonly id: number;
  readonly sceneId: StashId;
  readonly causes: readonly Cause[];
  readonly attempts: number;
  readonly errorClass: WorkErrorClass;
  readonly error: string;
  readonly firstAt: number;
  readonly diedAt: number;
}

export interface QueueCounts {
  /** Due now. */
  readonly ready: number;
  /** For a later time: retries and scenes that Plex does not have yet. */
  readonly later: number;
  readonly running: number;
  readonly deadLetters: number;
  /** Epoch ms of the oldest waiting row, or null. */
  readonly oldestAt: number | null;
}

export interface ListQuery {
  readonly limit: number;
  /** Continues behind the last entry of the page before. */
  readonly after?: number;
}

/** Durable: each call has been written when it returns. Safe for several processes on one file. */
export interface SyncQueue {
  /** Coalesces into the row of the scene: highest priority wins, the causes add up, a running row runs again. */
  add(requests: readonly WorkRequest[]): { readonly added: number; readonly coalesced: number };
  /**
   * The next due rows, leased to this worker; expired leases of others are taken over. With `lowest`, only rows of
   * that priority or a sooner one.
   */
  take(limit: number, lowest?: Priority): readonly Work[];
  /**
   * Frees what other workers hold, also before their leases end: for the one that has just got the lock, which proves
   * that they are gone. Answers how many rows.
   */
  takeOver(): number;
  /** Prolongs the lease of rows that are still being worked on. */
  renew(sceneIds: readonly StashId[]): void;
  finish(work: Work, outcome: WorkOutcome): void;
  /** Epoch ms when the next row is due; null: none. */
  nextDueAt(): number | null;
  counts(): QueueCounts;
  rows(query: ListQuery): readonly QueueRow[];
  row(sceneId: StashId): QueueRow | null;
  /** Takes waiting rows away; running ones stay. Answers how many. */
  clear(): number;
  deadLetters(query: ListQuery): readonly DeadLetter[];
  /** Puts dead letters back into the queue with fresh attempts; all of them without ids. Answers how many. */
  retryDeadLetters(ids?: readonly number[]): number;
  /** Removes dead letters: these, or those that died before a time, or all. Answers how many. */
  purgeDeadLetters(which: {
    readonly ids?: readonly number[];
    readonly diedBefore?: number;
  }): number;
}
