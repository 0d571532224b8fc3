import type { Clock } from "@stash2plex/shared/clock";
import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

import { createListeners } from "../../listeners.ts";
import type { WriteMeter } from "../apply/write-meter.ts";
import type { SyncQueue, Work, WorkOutcome } from "../queue.ts";
import type { WorkerLock } from "../queue/worker-lock.ts";
import { createPace } from "./pace.ts";
import { createPlexHealth, type Outage } from "./plex-health.ts";
import { createRunningWork } from "./running-work.ts";
import { createWakeUp } from "./wake-up.ts";

export interface SyncWorkerOptions {
  readonly queue: SyncQueue;
  /** Null while another process is the worker. Throws in words when the lock cannot be used at all. */
  readonly acquireLock: () => WorkerLock | null;
  /** Does the work. A refused token is thrown (`PmsError`, class `unauthorized`); everything else is an outcome. */
  readonly handle: (work: Work, signal: AbortSignal) => Promise<WorkOutcome>;
  /** Asks the servers whether they are there and take our token; rejects with the sentence that says why not. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  /** Items that may be written a second. */
  readonly perSecond: () => number;
  /** Scenes worked on at once; one more when a person waits. @default 3 */
  readonly concurrency?: number;
}

export interface SyncWorkerStatus {
  readonly worker: "off" | "running" | "paused" | "elsewhere";
  readonly problem: string | null;
  readonly done: number;
  readonly failed: number;
  readonly lastDoneAt: number | null;
  readonly outages: readonly Outage[];
}

export interface SyncWorker {
  /** Turns to write, for those who do the work. */
  readonly meter: WriteMeter;
  start(): void;
  /** Something was put into the queue. */
  wake(): void;
  /** Resolves when nothing is due any more, Plex cannot be worked with, or the signal ends the wait. */
  drained(signal?: AbortSignal): Promise<void>;
  status(): SyncWorkerStatus;
  onStatus(listener: () => void): () => void;
  /** Waits for what is running. */
  stop(): Promise<void>;
}

const usualConcurrency = 3;
const lockRetryMs = 5_000;
/** Another process may add work at any time. */
const lookMs = 1_000;

/** Works the queue off: one worker over all processes, sparing a Plex that is in trouble. */
export function createSyncWorker(options: SyncWorkerOptions): SyncWorker {
  const { queue, clock, logger, random, concurrency = usualConcurrency } = options;
  const stopping = new AbortController();
  const pace = createPace({ clock, perSecond: options.perSecond });
  const wakeUp = createWakeUp(clock);
  const listeners = createListeners<[]>();
  const idleWaiters = new Set<() => void>();
  const health = createPlexHealth(clock, random, () => {
    pace.recovering();
    logger.info("Both servers answer again: work on Plex goes on, slowly at first");
  });
  let lock: WorkerLock | null = null;
  let lockProblem: string | null = null;
  let loop: Promise<void> | null = null;

  const changed = (): void => {
    listeners.tell();
  };
  const running = createRunningWork({
    queue,
    handle: options.handle,
    health,
    clock,
    logger,
    onEnd,
  });

  function onEnd(): void {
    wakeUp.wake();
    changed();
  }
  const hold = (): boolean => {
    if (lock !== null) return true;
    try {
      lock = options.acquireLock();
      lockProblem = lock === null ? "Another process of Stash2Plex does this work." : null;
      // A worker that was killed left its leases behind; a person's edit must not wait for their end.
      if (lock !== null) queue.takeOver();
    } catch (error) {
      lockProblem = errorMessage(error);
    }
    return lock !== null;
  };
  const probe = async (): Promise<void> => {
    try {
      await options.probe(stopping.signal);
      health.succeeded();
    } catch {
      if (!stopping.signal.aborted) health.probeFailed();
    }
    changed();
  };
  const takeWork = (): void => {
    const nextDueAt = queue.nextDueAt();
    if (nextDueAt === null || nextDueAt > clock.now()) return;
    const room = concurrency - running.size();
    // A person's edit does not wait for a place.
    const works = room > 0 ? queue.take(room) : queue.take(concurrency + 1 - running.size(), 0);
    for (const work of works) running.begin(work, stopping.signal);
    if (works.length > 0) changed();
  };
  const pauseMs = (): number => {
    if (lock === null) return lockRetryMs;
    const now = clock.now();
    const probeAt = health.probeAt();
    if (probeAt !== null) return Math.max(probeAt - now, 0);
    // Whoever ends wakes us.
    if (running.size() >= concurrency) return lookMs;
    const nextDueAt = queue.nextDueAt();
    return nextDueAt === null ? lookMs : Math.min(Math.max(nextDueAt - now, 1), lookMs);
  };
  const isIdle = (): boolean => {
    if (running.size() > 0) return false;
    if (lock === null || health.problem() !== null) return true;
    const nextDueAt = queue.nextDueAt();
    return nextDueAt === null || nextDueAt > clock.now();
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const probeAt = health.probeAt();
      if (hold()) {
        if (probeAt !== null && probeAt <= clock.now()) await probe();
        if (health.problem() === null) takeWork();
      }
      if (isIdle()) for (const tell of idleWaiters) tell();
      await wakeUp.next(pauseMs());
    }
  };
  const state = (): SyncWorkerStatus["worker"] => {
    if (loop === null || stopping.signal.aborted) return "off";
    if (lock === null) return "elsewhere";
    return health.problem() === null ? "running" : "paused";
  };
  return {
    meter: pace.meter,
    start: () => {
      loop ??= run().catch((error: unknown) => {
        logger.error("The worker that brings Plex up to date ended", { error });
      });
    },
    wake: () => {
      wakeUp.wake();
    },
    drained: (signal) =>
      new Promise((resolve) => {
        const end = (): void => {
          idleWaiters.delete(end);
          signal?.removeEventListener("abort", end);
          resolve();
        };
        idleWaiters.add(end);
        signal?.addEventListener("abort", end, { once: true });
        if (signal?.aborted === true) end();
        wakeUp.wake();
      }),
    status: () => ({
      worker: state(),
      problem: health.problem() ?? lockProblem,
      ...running.figures(),
      outages: health.outages(),
    }),
    onStatus: (listener) => listeners.add(listener),
    stop: async () => {
      stopping.abort(new Error("The worker is stopping."));
      wakeUp.wake();
      await loop;
      await running.settled();
      lock?.release();
      lock = null;
      for (const tell of idleWaiters) tell();
    },
  };
}
