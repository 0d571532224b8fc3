import type {
  AdoptRow,
  ReconcileReport,
  ReconcileScope,
  SyncService,
  SyncStatus,
} from "@stash2plex/engine/engine";
import type { DeadLetter, QueueRow } from "@stash2plex/engine/reconcile";
import type { StashEvent } from "@stash2plex/shared/events";

const START = Date.UTC(2026, 0, 2, 3, 4, 5);

export const quietStatus: SyncStatus = {
  worker: "running",
  problem: null,
  queue: { ready: 2, later: 1, running: 0, deadLetters: 3, oldestAt: START },
  plex: {
    phase: "ready",
    freshAsOf: START,
    lastFullPass: START,
    items: 500,
    progress: null,
    plex: { reachable: true, version: "1.43.0", problem: null, problemCode: null },
  },
  doorbell: { listening: true, lastHeard: START },
  done: 10,
  failed: 1,
  lastDoneAt: START,
};

export const deadLetter = (id: number): DeadLetter => ({
  id,
  sceneId: 100 + id,
  causes: ["Scene.Update.Post"],
  attempts: 5,
  errorClass: "temporary",
  error: "Plex answered 500 to an edit.",
  firstAt: START,
  diedAt: START - id * 86_400_000,
});

export const queueRow = (sceneId: number): QueueRow => ({
  sceneId,
  priority: 0,
  causes: ["Scene.Update.Post"],
  attempts: 0,
  generation: 1,
  enqueuedAt: START,
  waitingSince: null,
  dueAt: START,
  running: false,
  errorClass: null,
  error: null,
});

export interface MemorySyncService extends SyncService {
  /** What was asked, in order. */
  readonly calls: unknown[];
  readonly events: StashEvent[];
  current: SyncStatus;
  rows: readonly QueueRow[];
  letters: readonly DeadLetter[];
  adoptable: readonly AdoptRow[];
  /** When set, runs wait for it. */
  gate: Promise<void>;
  /** When set, every call fails with this sentence. */
  failure: string | Error | null;
}

const report: ReconcileReport = {
  checked: 40,
  enqueued: 7,
  skipped: { "nothing-to-say": 2 },
  preview: ["Scene 12: title would change"],
};

/** A service that keeps in memory what it is asked for. */
export function createMemorySyncService(): MemorySyncService {
  const calls: unknown[] = [];
  const called = async <T>(call: readonly unknown[], value: () => T): Promise<T> => {
    calls.push(call);
    await service.gate;
    if (service.failure instanceof Error) throw service.failure;
    if (service.failure !== null) throw new Error(service.failure);
    return value();
  };
  const service: MemorySyncService = {
    calls,
    events: [],
    current: quietStatus,
    rows: [1, 2, 3].map(queueRow),
    letters: [3, 2, 1].map(deadLetter),
    adoptable: [],
    gate: Promise.resolve(),
    failure: null,
    status: () => Promise.resolve(service.current),
    submit: (events) =>
      called(["submit", events.length], () => {
        service.events.push(...events);
        return { accepted: events.length, scenes: new Set(events.map(({ id }) => id)).size };
      }),
    reconcile: (scope: ReconcileScope, { dryRun }) =>
      called(["reconcile", scope, dryRun], () => report),
    cancelReconcile: () => called(["cancelReconcile"], () => false),
    explain: (sceneId) =>
      called(["explain", sceneId], () => ({ sceneId, lines: [`Scene ${sceneId} is in Plex`] })),
    adopt: (section, options) => called(["adopt", section, options], () => service.adoptable),
    plexPass: () => called(["plexPass"], () => undefined),
    queueRows: ({ limit, after = 0 }) =>
      called(["queueRows", limit, after], () => service.rows.slice(after, after + limit)),
    clearQueue: () => called(["clearQueue"], () => service.rows.length),
    deadLetters: ({ limit, after = Number.MAX_SAFE_INTEGER }) =>
      called(["deadLetters", limit], () =>
        service.letters.filter(({ id }) => id < after).slice(0, limit),
      ),
    retryDeadLetters: (ids) => called(["retry", ids], () => ids?.length ?? service.letters.length),
    purgeDeadLetters: (which) => called(["purge", which], () => 2),
  };
  return service;
}
