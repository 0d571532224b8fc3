import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";
import { PmsError } from "@stash2plex/shared/pms";

import { createQueueFixture, type QueueFixture } from "../../../test/queue-fixture.ts";
import { priorities, type Priority, type Work, type WorkOutcome } from "../queue.ts";
import { acquireWorkerLock } from "../queue/worker-lock.ts";
import { createSyncWorker, type SyncWorker } from "./sync-worker.ts";

const { interactive, bulk } = priorities;
const done: WorkOutcome = { kind: "done" };
const failed = (errorClass: "down" | "not-found" | "temporary" | "permanent"): WorkOutcome => ({
  kind: "failed",
  errorClass,
  error: "Plex did not answer.",
});

describe("the worker", () => {
  let fixture: QueueFixture;
  let worker: SyncWorker;
  let handled: number[];
  let handle: (work: Work, signal: AbortSignal) => Promise<WorkOutcome>;
  let probe: () => Promise<void>;
  let perSecond: number;

  const createWorker = (): SyncWorker =>
    createSyncWorker({
      queue: fixture.queue,
      acquireLock: () => acquireWorkerLock(join(fixture.folder, "worker.lock")),
      handle: (work, signal) => {
        handled.push(work.sceneId);
        return handle(work, signal);
      },
      probe: () => probe(),
      clock: fixture.clock,
      logger: silentLogger,
      random: () => 0.5,
      perSecond: () => perSecond,
      concurrency: 2,
    });
  beforeEach(() => {
    fixture = createQueueFixture();
    handled = [];
    handle = () => Promise.resolve(done);
    probe = () => Promise.resolve();
    perSecond = 1_000;
    worker = createWorker();
  });
  afterEach(async () => {
    const stopped = worker.stop();
    await fixture.clock.advance(1_000);
    await stopped;
    fixture.dispose();
  });

  const add = (sceneId: number, priority: Priority = bulk): void => {
    fixture.queue.add([{ sceneId, priority, cause: "manual" }]);
    worker.wake();
  };

  it("works off what is there and what comes", async () => {
    add(1);
    worker.start();
    await fixture.clock.settle();
    add(2);
    await fixture.clock.settle();
    expect(handled).toEqual([1, 2]);
    expect(worker.status()).toMatchObject({ worker: "running", done: 2, failed: 0 });
    expect(fixture.queue.counts()).toMatchObject({ ready: 0, running: 0 });
  });

  it("sees within a second what another process adds", async () => {
    worker.start();
    await fixture.clock.settle();
    fixture.another("two").add([{ sceneId: 7, priority: bulk, cause: "manual" }]);
    await fixture.clock.advance(1_000);
    expect(handled).toEqual([7]);
  });

  it("has a place left for a person when all are taken", async () => {
    const ends: (() => void)[] = [];
    handle = () =>
      new Promise((resolve) => {
        ends.push(() => {
          resolve(done);
        });
      });
    worker.start();
    for (const id of [1, 2, 3]) add(id);
    await fixture.clock.settle();
    expect(handled).toEqual([1, 2]);
    add(9, interactive);
    await fixture.clock.settle();
    expect(handled).toEqual([1, 2, 9]);
    for (const end of ends) end();
    await fixture.clock.settle();
    for (const end of ends) end();
    await fixture.clock.settle();
    expect(handled).toEqual([1, 2, 9, 3]);
  });

  it("leaves the work to another process that has the lock, and takes over when that ends", async () => {
    const other = acquireWorkerLock(join(fixture.folder, "worker.lock"));
    add(1);
    worker.start();
    await fixture.clock.advance(20_000);
    expect(handled).toEqual([]);
    expect(worker.status()).toMatchObject({ worker: "elsewhere" });
    other?.release();
    await fixture.clock.advance(5_000);
    expect(handled).toEqual([1]);
  });

  it("does at once what a killed worker had in hand, whatever its leases say", async () => {
    add(1);
    fixture.another("killed").take(1);
    worker.start();
    await fixture.clock.settle();
    expect(handled).toEqual([1]);
    expect(fixture.queue.row(1)).toBeNull();
  });

  it("B36, L3: pauses after five failures of the server, probes, and goes on slowly", async () => {
    let isDown = true;
    handle = () => Promise.resolve(isDown ? failed("down") : done);
    probe = () => (isDown ? Promise.reject(new Error("away")) : Promise.resolve());
    for (let id = 1; id <= 20; id += 1) add(id);
    worker.start();
    await fixture.clock.settle();
    const triedBefore = handled.length;
    // Those that ran beside the fifth one had begun already.
    expect(triedBefore).toBeLessThanOrEqual(7);
    expect(worker.status()).toMatchObject({ worker: "paused", problem: "Plex did not answer." });
    await fixture.clock.advance(60_000);
    expect(handled).toHaveLength(triedBefore);
    isDown = false;
    await fixture.clock.advance(120_000);
    expect(worker.status()).toMatchObject({ worker: "running", problem: null });
    expect(fixture.queue.counts()).toMatchObject({ ready: 0, later: 0, deadLetters: 0 });
    expect(worker.status().outages).toMatchObject([{ reason: "Plex did not answer." }]);
    expect(worker.status().outages[0]?.to).not.toBeNull();
  });

  it.each(["not-found", "permanent"] as const)(
    "B23, L5: is not stopped by %s, which says nothing of the server",
    async (errorClass) => {
      handle = () => Promise.resolve(failed(errorClass));
      for (let id = 1; id <= 20; id += 1) add(id);
      worker.start();
      await fixture.clock.settle();
      expect(new Set(handled).size).toBe(20);
      expect(worker.status()).toMatchObject({ worker: "running" });
    },
  );

  it("is not stopped by faults of single scenes, such as a picture that cannot be made", async () => {
    handle = () => Promise.resolve({ ...failed("temporary"), ownFault: true } as WorkOutcome);
    for (let id = 1; id <= 20; id += 1) add(id);
    worker.start();
    await fixture.clock.settle();
    expect(new Set(handled).size).toBe(20);
    expect(worker.status()).toMatchObject({ worker: "running", problem: null });
  });

  it("L4: stops at a refused token, says so, and tries again once a minute", async () => {
    let isRefused = true;
    const refusal = new PmsError("unauthorized", "Plex refuses PLEX_TOKEN.", 401);
    handle = () => (isRefused ? Promise.reject(refusal) : Promise.resolve(done));
    let probes = 0;
    probe = () => {
      probes += 1;
      return isRefused ? Promise.reject(refusal) : Promise.resolve();
    };
    for (let id = 1; id <= 10; id += 1) add(id);
    worker.start();
    await fixture.clock.settle();
    expect(handled.length).toBeLessThanOrEqual(2);
    expect(worker.status()).toMatchObject({
      worker: "paused",
      problem: "Plex refuses PLEX_TOKEN.",
    });
    await fixture.clock.advance(180_000);
    expect(probes).toBe(3);
    isRefused = false;
    await fixture.clock.advance(180_000);
    expect(fixture.queue.counts()).toMatchObject({ ready: 0, later: 0, deadLetters: 0 });
  });

  it("B26: counts a failure nobody foresaw, and ends in the dead letters", async () => {
    handle = () => Promise.reject(new TypeError("no such thing"));
    probe = () => Promise.resolve();
    add(1);
    worker.start();
    await fixture.clock.advance(600_000);
    expect(handled).toHaveLength(5);
    expect(fixture.queue.deadLetters({ limit: 5 })).toMatchObject([{ error: "no such thing" }]);
  });

  it("keeps the leases of long work", async () => {
    let end: () => void = () => undefined;
    handle = () =>
      new Promise((resolve) => {
        end = () => {
          resolve(done);
        };
      });
    add(1);
    worker.start();
    await fixture.clock.advance(600_000);
    expect(fixture.another("two").take(1)).toEqual([]);
    end();
    await fixture.clock.settle();
    expect(fixture.queue.row(1)).toBeNull();
  });

  it("writes no faster than allowed", async () => {
    perSecond = 5;
    let written = 0;
    handle = async (_work, signal) => {
      await worker.meter(signal);
      written += 1;
      return done;
    };
    for (let id = 1; id <= 100; id += 1) add(id);
    worker.start();
    await fixture.clock.advance(10_000);
    expect(written).toBeGreaterThanOrEqual(45);
    expect(written).toBeLessThanOrEqual(57);
  });

  it("tells when nothing is left to do, also when Plex is away", async () => {
    let drained = false;
    add(1);
    worker.start();
    void worker.drained().then(() => {
      drained = true;
    });
    await fixture.clock.settle();
    expect(drained).toBe(true);
    expect(handled).toEqual([1]);
  });

  it("stops in the middle of work and loses nothing", async () => {
    handle = (_work, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new Error("stopped"));
        });
      });
    add(1);
    worker.start();
    await fixture.clock.settle();
    await worker.stop();
    expect(worker.status().worker).toBe("off");
    expect(fixture.queue.row(1)).toMatchObject({ running: false, attempts: 0 });
  });
});
