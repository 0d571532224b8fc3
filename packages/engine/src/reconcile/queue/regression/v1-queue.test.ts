import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createQueueFixture, leaseMs, type QueueFixture } from "../../../../test/queue-fixture.ts";
import { priorities, type SyncQueue, type Work, type WorkOutcome } from "../../queue.ts";

const { interactive, bulk, follower } = priorities;
const done: WorkOutcome = { kind: "done" };

/** How v1's queue went wrong (docs/v1-parity.md). */
describe("what waits, and what was done before", () => {
  let fixture: QueueFixture;
  let queue: SyncQueue;

  const add = (sceneId: number, cause: string, priority: 0 | 1 | 2 = bulk): void => {
    queue.add([{ sceneId, priority, cause }]);
  };
  const takeAll = (): readonly Work[] => queue.take(100_000);
  const finishAll = (): number[] => {
    const works = takeAll();
    for (const work of works) queue.finish(work, done);
    return works.map(({ sceneId }) => sceneId);
  };

  beforeEach(() => {
    fixture = createQueueFixture();
    ({ queue } = fixture);
  });
  afterEach(() => {
    fixture.dispose();
  });

  it.each([
    ["B3", "reconcile"],
    ["B4", "Scene.Update.Post"],
  ])("%s: that a scene was done a moment ago does not keep %s out", (_row, cause) => {
    add(1, cause);
    expect(finishAll()).toEqual([1]);
    add(1, cause);
    expect(finishAll()).toEqual([1]);
  });

  it("B12: what a killed process held blocks nobody, and comes again when its lease has ended", async () => {
    add(1, "Scene.Update.Post");
    fixture.another("killed").take(1);
    for (let id = 2; id <= 60; id += 1) add(id, "Scene.Update.Post", interactive);
    expect(finishAll()).toHaveLength(59);
    expect(takeAll()).toEqual([]);
    await fixture.clock.advance(leaseMs);
    expect(finishAll()).toEqual([1]);
  });

  it("B17: the outcome of work concerns its own row and no other", () => {
    for (const id of [3, 1, 2]) add(id, "Scene.Update.Post");
    const second = takeAll()[1];
    if (second === undefined) throw new Error("Nothing was due.");
    queue.finish(second, done);
    expect(queue.row(second.sceneId)).toBeNull();
    expect(queue.counts()).toMatchObject({ running: 2, ready: 0, later: 0 });
  });

  it("B21: thousands that are not due are not handed out, and the queue says when the first one is", async () => {
    for (let id = 1; id <= 4_000; id += 1) add(id, "manual", follower);
    for (const work of takeAll()) {
      queue.finish(work, { kind: "failed", errorClass: "not-found", error: "Not in Plex." });
    }
    const dueAt = queue.nextDueAt() ?? 0;
    expect(dueAt).toBeGreaterThan(fixture.clock.now());
    expect(takeAll()).toEqual([]);
    await fixture.clock.advance(dueAt - fixture.clock.now() - 1);
    expect(takeAll()).toEqual([]);
    await fixture.clock.advance(1);
    expect(takeAll().length).toBeGreaterThan(0);
  });

  it("B22: a scene that failed is not handed out before its next time", async () => {
    add(1, "manual");
    const [work] = takeAll();
    if (work === undefined) throw new Error("Nothing was due.");
    queue.finish(work, { kind: "failed", errorClass: "temporary", error: "Busy." });
    const waitMs = (queue.row(1)?.dueAt ?? 0) - fixture.clock.now();
    expect(waitMs).toBeGreaterThan(0);
    for (let look = 0; look < 5; look += 1) expect(takeAll()).toEqual([]);
    await fixture.clock.advance(waitMs);
    expect(takeAll()).toHaveLength(1);
  });

  it("B24: what is done leaves the queue, and time brings nothing back", async () => {
    for (let id = 1; id <= 1_000; id += 1) add(id, "manual");
    expect(finishAll()).toHaveLength(1_000);
    await fixture.clock.advance(30 * 86_400_000);
    expect(queue.nextDueAt()).toBeNull();
    expect(finishAll()).toEqual([]);
  });

  it("B25: a library of 60,000 that is put in four times is done once", () => {
    const requests = Array.from({ length: 60_000 }, (_, index) => ({
      sceneId: index + 1,
      priority: bulk,
      cause: "reconcile",
    }));
    expect(queue.add(requests)).toEqual({ added: 60_000, coalesced: 0 });
    for (let time = 2; time <= 4; time += 1) {
      expect(queue.add(requests)).toEqual({ added: 0, coalesced: 60_000 });
    }
    expect(new Set(finishAll()).size).toBe(60_000);
    expect(queue.counts()).toMatchObject({ ready: 0, later: 0, running: 0 });
  });

  it("B28: everything that is said of work names its scene", () => {
    add(12, "Scene.Update.Post");
    expect(queue.rows({ limit: 1 })).toMatchObject([{ sceneId: 12 }]);
    const [work] = takeAll();
    if (work === undefined) throw new Error("Nothing was due.");
    expect(work.sceneId).toBe(12);
    queue.finish(work, { kind: "failed", errorClass: "permanent", error: "Plex refuses it." });
    expect(queue.deadLetters({ limit: 1 })).toMatchObject([{ sceneId: 12 }]);
  });

  it("L13: an edit during the work on a scene runs again afterwards", () => {
    add(1, "Scene.Update.Post");
    const works = takeAll();
    add(1, "Scene.Update.Post");
    for (const work of works) queue.finish(work, done);
    expect(finishAll()).toEqual([1]);
    expect(finishAll()).toEqual([]);
  });
});
