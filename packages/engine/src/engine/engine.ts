import type { StashEvent } from "@stash2plex/shared/events";
import type { StashId } from "@stash2plex/shared/stash";

import type { PlexMirrorStatus } from "../plex-mirror/plex-mirror.ts";
import type { DeadLetter, ListQuery, QueueCounts, QueueRow } from "../reconcile/queue.ts";

/** Which scenes a reconcile run takes. `recent`: changed within 24 h. `missing`: those that Plex lacks something of. */
export type ReconcileScope =
  | { readonly kind: "all" | "recent" | "week" | "missing" }
  | { readonly kind: "scenes"; readonly ids: readonly StashId[] };

export interface ReconcileReport {
  readonly checked: number;
  readonly enqueued: number;
  /** Scenes that were left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** With a dry run: what would be done, first hundred, one line each. */
  readonly preview: readonly string[];
}

export interface SubmitReport {
  readonly accepted: number;
  /** Scenes that were put into the queue or raised in it. */
  readonly scenes: number;
}

/** How far a run that takes long has come. */
export interface RunProgress {
  readonly name: "reconcile" | "adopt";
  /** Scenes or items looked at. */
  readonly checked: number;
  /** Of so many; null: not known before the end. */
  readonly total: number | null;
  /** Queued or matched, or with a dry run what would be. */
  readonly chosen: number;
}

/** How the worker that brings Plex up to date is doing. */
export interface SyncStatus {
  readonly worker: "off" | "running" | "paused" | "elsewhere";
  /** Sentence: why it is off or paused, or null. */
  readonly problem: string | null;
  readonly queue: QueueCounts;
  readonly plex: PlexMirrorStatus;
  readonly doorbell: {
    readonly listening: boolean;
    /** Epoch ms of the last line heard, or null. */
    readonly lastHeard: number | null;
  };
  /** The run that goes on, with how far it has come; absent or null: none. */
  readonly run?: RunProgress | null;
  /** Since start. */
  readonly done: number;
  readonly failed: number;
  readonly lastDoneAt: number | null;
}

/** A scene as the reconciler sees it, in words, for `explain`. */
export interface SceneExplanation {
  readonly sceneId: StashId;
  readonly lines: readonly string[];
}

export interface AdoptRow {
  readonly itemId: number;
  readonly file: string;
  readonly title: string;
  readonly sceneId: StashId | null;
  /** The rung that decided, or why nothing is done. */
  readonly reason: string;
  readonly outcome: "would-match" | "matched" | "already-ours" | "left" | "failed";
}

/** The reconciler as hosts and routes see it; plain values only, so that it can live in another thread. */
export interface SyncService {
  status(): Promise<SyncStatus>;
  /** Durable when it resolves. Repeating an event does no harm. */
  submit(events: readonly StashEvent[]): Promise<SubmitReport>;
  reconcile(scope: ReconcileScope, options: { readonly dryRun: boolean }): Promise<ReconcileReport>;
  /** Lets running reconciles reject soon; what they queued stays. Answers whether there was one. */
  cancelReconcile(): Promise<boolean>;
  explain(sceneId: StashId): Promise<SceneExplanation>;
  adopt(
    section: string,
    options: { readonly dryRun: boolean; readonly limit?: number },
  ): Promise<readonly AdoptRow[]>;
  plexPass(): Promise<void>;
  queueRows(query: ListQuery): Promise<readonly QueueRow[]>;
  clearQueue(): Promise<number>;
  deadLetters(query: ListQuery): Promise<readonly DeadLetter[]>;
  retryDeadLetters(ids: readonly number[] | null): Promise<number>;
  purgeDeadLetters(which: {
    readonly ids?: readonly number[];
    readonly diedBefore?: number;
  }): Promise<number>;
}
