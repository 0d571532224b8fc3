import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { ReconcileScope, SyncService, SyncStatus } from "@stash2plex/engine/engine";
import { parseStashEvents, type StashEvent } from "@stash2plex/shared/events";

import type { EngineOptions, EngineParts, OpenedEngine } from "../src/cli/engine-parts.js";

export interface FakeEngine {
  readonly parts: EngineParts;
  readonly submitted: StashEvent[];
  readonly scopes: (readonly [ReconcileScope, boolean])[];
  readonly opened: EngineOptions[];
  readonly closed: () => number;
  /** Calls beside these, by name. */
  readonly calls: string[];
  ready: number;
  problem: string | null;
  /** The lock is held by another process. */
  locked: boolean;
}

/** An engine in memory behind the interface of the real one; a queue that one `drain` empties. */
export function createFakeEngine(): FakeEngine {
  const submitted: StashEvent[] = [];
  const scopes: (readonly [ReconcileScope, boolean])[] = [];
  const opened: EngineOptions[] = [];
  const calls: string[] = [];
  let closed = 0;
  const status = (): SyncStatus => ({
    worker: "running",
    problem: engine.problem,
    queue: { ready: engine.ready, later: 0, running: 0, deadLetters: 2, oldestAt: null },
    plex: {
      phase: "ready",
      freshAsOf: null,
      lastFullPass: null,
      items: 7,
      progress: null,
      plex: { reachable: true, version: "1.43.0", problem: null, problemCode: null },
    },
    doorbell: { listening: false, lastHeard: null },
    done: 0,
    failed: 0,
    lastDoneAt: null,
  });
  const called = <T>(name: string, value: T): Promise<T> => {
    calls.push(name);
    return Promise.resolve(value);
  };
  const service: SyncService = {
    status: () => Promise.resolve(status()),
    submit: (events) => {
      submitted.push(...events);
      engine.ready += events.length;
      return Promise.resolve({ accepted: events.length, scenes: events.length });
    },
    reconcile: (scope, { dryRun }) => {
      scopes.push([scope, dryRun]);
      return Promise.resolve({
        checked: 9,
        enqueued: 3,
        skipped: { ambiguous: 1 },
        preview: ["a line"],
      });
    },
    cancelReconcile: () => called("cancelReconcile", false),
    explain: (sceneId) => called("explain", { sceneId, lines: ["It is there."] }),
    adopt: () => called("adopt", []),
    plexPass: () => called("plexPass", undefined),
    queueRows: () => called("queueRows", []),
    clearQueue: () => called("clearQueue", 4),
    deadLetters: () => called("deadLetters", []),
    retryDeadLetters: () => called("retryDeadLetters", 2),
    purgeDeadLetters: (which) => called(`purgeDeadLetters ${JSON.stringify(which)}`, 1),
  };
  const counts = {
    "plex-only": 1,
    "stash-only": 2,
    unmatched: 0,
    stale: 0,
    incomplete: 0,
    orphan: 0,
    duplicate: 0,
  };
  const agreement = { agreeing: 9, compared: 12, percent: 75 };
  const compared = { startedAt: 0, ms: 5, scenes: 11, items: 10, opened: 3, closed: 0 };
  const lastRun = { ...compared, counts, agreement };
  const gaps: OpenedEngine["gaps"] = {
    compare: () => called("compare", lastRun),
    summary: () =>
      called("summary", { asOf: 0, counts, reasons: [], agreement, problem: null, lastRun }),
  };
  const engine: FakeEngine = {
    submitted,
    scopes,
    opened,
    calls,
    closed: () => closed,
    ready: 0,
    problem: null,
    locked: false,
    parts: {
      openEngine: (options) => {
        opened.push(options);
        return Promise.resolve({
          service,
          gaps,
          ready: () => Promise.resolve(),
          drain: () => {
            engine.ready = 0;
            return called("drain", undefined);
          },
          close: () => {
            closed += 1;
            return Promise.resolve();
          },
        });
      },
      drainSpool: async (folder, submit) => {
        mkdirSync(folder, { recursive: true });
        const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
        if (names.length === 0) return;
        const texts = names.map((name) => readFileSync(join(folder, name), "utf8"));
        await submit(parseStashEvents(texts.map((text): unknown => JSON.parse(text))).events);
        for (const name of names) rmSync(join(folder, name));
      },
      acquireWorkerLock: () =>
        engine.locked ? null : { release: () => void calls.push("release") },
    },
  };
  return engine;
}

/** A file name of its own, for a spool. */
export const spoolName = (): string => `1-1-${randomUUID().slice(0, 8)}.json`;
