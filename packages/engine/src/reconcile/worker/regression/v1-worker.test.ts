import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger, type Logger } from "@stash2plex/shared/log";
import { PmsError } from "@stash2plex/shared/pms";

import { createQueueFixture, type QueueFixture } from "../../../../test/queue-fixture.ts";
import { priorities, type WorkOutcome } from "../../queue.ts";
import { acquireWorkerLock } from "../../queue/worker-lock.ts";
import { createSyncWorker, type SyncWorker } from "../sync-worker.ts";

/** How v1's workers went wrong (docs/v1-parity.md). */
describe("the worker, where v1's went wrong", () => {
  let fixture: QueueFixture;
  let worker: SyncWorker;
  let handle: (sceneId: number) => Promise<WorkOutcome>;
  let isRefused: boolean;
  let warnings: string[];
  const lockFile = (): string => join(fixture.folder, "worker.lock");
  const refusal = new PmsError("unauthorized", "Plex refuses PLEX_TOKEN.", 401);

  const add = (count: number): void => {
    for (let id = 1; id <= count; id += 1) {
      fixture.queue.add([{ sceneId: id, priority: priorities.bulk, cause: "Scene.Update.Post" }]);
    }
    worker.wake();
  };

  beforeEach(() => {
    fixture = createQueueFixture();
    handle = () => Promise.resolve({ kind: "done" });
    isRefused = false;
    warnings = [];
    const logger: Logger = {
      ...silentLogger,
      warn: (message) => {
        warnings.push(message);
      },
    };
    worker = createSyncWorker({
      queue: fixture.queue,
      acquireLock: () => acquireWorkerLock(lockFile()),
      handle: (work) => handle(work.sceneId),
      probe: () => (isRefused ? Promise.reject(refusal) : Promise.resolve()),
      clock: fixture.clock,
      logger,
      random: () => 0.5,
      perSecond: () => 20,
    });
    worker.start();
  });
  afterEach(async () => {
    const stopped = worker.stop();
    await fixture.clock.advance(1_000);
    await stopped;
    fixture.dispose();
  });

  it("B6: what a hook put into the queue is worked off without anybody asking for it", async () => {
    await fixture.clock.settle();
    fixture.another("hook").add([{ sceneId: 5, priority: 0, cause: "Scene.Update.Post" }]);
    await fixture.clock.advance(1_000);
    expect(fixture.queue.row(5)).toBeNull();
  });

  it("B29: a refused setting leaves no lock behind, and the outage has its end", async () => {
    isRefused = true;
    handle = () => (isRefused ? Promise.reject(refusal) : Promise.resolve({ kind: "done" }));
    add(3);
    await fixture.clock.settle();
    expect(worker.status()).toMatchObject({ worker: "paused", problem: refusal.message });
    isRefused = false;
    await fixture.clock.advance(120_000);
    const [outage] = worker.status().outages;
    expect(outage?.to).toBeGreaterThan(outage?.from ?? Infinity);
    expect(fixture.queue.counts()).toMatchObject({ ready: 0, later: 0, running: 0 });
    const stopped = worker.stop();
    await fixture.clock.advance(1_000);
    await stopped;
    const lock = acquireWorkerLock(lockFile());
    expect(lock).not.toBeNull();
    lock?.release();
  });

  it("B35: work is spread, and a failure says its cause where people look", async () => {
    let begun = 0;
    handle = async (sceneId) => {
      await worker.meter();
      begun += 1;
      return sceneId === 7
        ? { kind: "failed", errorClass: "permanent", error: "Plex has no section 9." }
        : { kind: "done" };
    };
    add(200);
    await fixture.clock.advance(5_000);
    expect(begun).toBeGreaterThanOrEqual(90);
    expect(begun).toBeLessThanOrEqual(125);
    expect(warnings).toEqual(["A scene could not be brought to Plex: Plex has no section 9."]);
    await fixture.clock.advance(10_000);
    expect(worker.status()).toMatchObject({ worker: "running", problem: null, done: 199 });
  });
});
