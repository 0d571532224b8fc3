import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createQueueFixture, leaseMs, type QueueFixture } from "../../../test/queue-fixture.ts";
import { priorities, type SyncQueue, type Work, type WorkOutcome } from "../queue.ts";

const { interactive, bulk, follower } = priorities;

describe("the queue", () => {
  let fixture: QueueFixture;
  let queue: SyncQueue;

  beforeEach(() => {
    fixture = createQueueFixture();
    ({ queue } = fixture);
  });
  afterEach(() => {
    fixture.dispose();
  });

  const add = (sceneId: number, priority = bulk as 0 | 1 | 2, cause = "manual") =>
    queue.add([{ sceneId, priority, cause }]);
  const takeOne = (from = queue): Work => {
    const [work] = from.take(1);
    if (work === undefined) throw new Error("Nothing was due.");
    return work;
  };
  const idsOf = (works: readonly Work[]): number[] => works.map(({ sceneId }) => sceneId);
  const fail = (errorClass: "down" | "not-found" | "temporary" | "permanent"): WorkOutcome => ({
    kind: "failed",
    errorClass,
    error: "Plex said no.",
  });

  it("coalesces what is said about one scene, and keeps every cause once", () => {
    const events = ["Scene.Update.Post", "Tag.Update.Post", "Scene.Update.Post"];
    const requests = events.map((cause) => ({ sceneId: 12, priority: bulk, cause }));
    expect(queue.add(requests)).toEqual({ added: 1, coalesced: 2 });
    expect(queue.take(10)).toMatchObject([
      { sceneId: 12, causes: ["Scene.Update.Post", "Tag.Update.Post"], generation: 3 },
    ]);
  });

  it("lets a person's edit overtake, also one that waits already", async () => {
    for (let id = 1; id <= 100; id += 1) add(id, follower);
    await fixture.clock.advance(10);
    add(200, bulk);
    add(300, interactive);
    add(50, interactive);
    expect(idsOf(queue.take(1, interactive))).toEqual([50]);
    expect(idsOf(queue.take(3))).toEqual([300, 200, 1]);
    expect(queue.take(3, interactive)).toEqual([]);
  });

  it("never lowers the priority of a row", () => {
    add(1, interactive);
    add(1, follower);
    expect(queue.row(1)).toMatchObject({ priority: interactive });
  });

  it("hands a row to one worker only, until its lease ends", async () => {
    const other = fixture.another("two");
    add(1);
    const first = takeOne();
    expect(other.take(1)).toEqual([]);
    await fixture.clock.advance(leaseMs - 1);
    queue.renew([1]);
    await fixture.clock.advance(leaseMs - 1);
    expect(other.take(1)).toEqual([]);
    await fixture.clock.advance(1);
    const second = takeOne(other);
    // The first one was slow, not dead: what it says now concerns a row that is another's.
    queue.finish(first, { kind: "done" });
    expect(queue.row(1)).toMatchObject({ running: true });
    other.finish(second, { kind: "done" });
    expect(queue.row(1)).toBeNull();
  });

  it("runs again what was changed while it was worked on", () => {
    add(1);
    const work = takeOne();
    add(1, interactive, "Scene.Update.Post");
    expect(queue.take(1)).toEqual([]);
    queue.finish(work, { kind: "done" });
    const again = takeOne();
    expect(again).toMatchObject({ sceneId: 1, priority: interactive, generation: 2 });
    queue.finish(again, { kind: "done" });
    expect(queue.counts()).toMatchObject({ ready: 0, later: 0, running: 0 });
  });

  it("runs again at once what was changed while it failed", () => {
    add(1);
    const work = takeOne();
    add(1, bulk, "Scene.Update.Post");
    queue.finish(work, fail("permanent"));
    expect(queue.counts()).toMatchObject({ ready: 1, deadLetters: 0 });
  });

  // Bounds of the waits with chance at one half; null: the row has left.
  const seconds = 1_000;
  it.each([
    ["temporary", [2.5, 5, 10, 20, null], 1],
    ["permanent", [null], 1],
    ["down", [3.75, 3.75, 3.75, 3.75, 3.75, 3.75, 3.75, 3.75], 0],
    ["not-found", [3.75, 11.25, 22.5, 45, 90, 225, 450, 450, 450, 450, 450, null], 0],
  ] as const)("waits longer after each %s failure", async (errorClass, waits, deadLetters) => {
    add(1);
    for (const wait of waits) {
      queue.finish(takeOne(), fail(errorClass));
      if (wait === null) break;
      expect(queue.nextDueAt()).toBe(fixture.clock.now() + wait * seconds);
      expect(queue.take(1)).toEqual([]);
      await fixture.clock.advance(wait * seconds);
    }
    const isGone = waits.some((wait) => wait === null);
    expect(queue.row(1) === null).toBe(isGone);
    expect(queue.counts().deadLetters).toBe(deadLetters);
  });

  it("waits for a scene that Plex does not have yet, and remembers since when", async () => {
    add(1);
    const since = fixture.clock.now();
    queue.finish(takeOne(), { kind: "waiting", reason: "Plex has no such file yet." });
    await fixture.clock.advance(5_000);
    expect(takeOne()).toMatchObject({ waitingSince: since, attempts: 1 });
  });

  it("forgets failures when something new happens", () => {
    add(1);
    queue.finish(takeOne(), fail("temporary"));
    expect(queue.row(1)).toMatchObject({ attempts: 1, error: "Plex said no." });
    add(1, interactive, "Scene.Update.Post");
    expect(takeOne()).toMatchObject({ attempts: 0 });
    expect(queue.row(1)).toMatchObject({ error: null });
  });

  it("puts postponed work back unharmed", async () => {
    add(1);
    queue.finish(takeOne(), { kind: "postponed", untilMs: fixture.clock.now() + 30_000 });
    expect(queue.counts()).toMatchObject({ ready: 0, later: 1 });
    await fixture.clock.advance(30_000);
    expect(takeOne()).toMatchObject({ attempts: 0 });
  });

  it("lists, retries and purges dead letters one by one", async () => {
    for (const id of [1, 2, 3]) {
      add(id, bulk, "Scene.Update.Post");
      queue.finish(takeOne(), fail("permanent"));
      await fixture.clock.advance(1_000);
    }
    const [third, second, first] = queue.deadLetters({ limit: 10 });
    expect([third?.sceneId, second?.sceneId, first?.sceneId]).toEqual([3, 2, 1]);
    expect(queue.deadLetters({ limit: 1, after: third?.id ?? 0 })).toMatchObject([{ sceneId: 2 }]);
    expect(queue.retryDeadLetters([second?.id ?? 0, 999])).toBe(1);
    expect(takeOne()).toMatchObject({
      sceneId: 2,
      causes: ["Scene.Update.Post"],
      attempts: 0,
      priority: bulk,
    });
    expect(queue.purgeDeadLetters({ ids: [third?.id ?? 0] })).toBe(1);
    expect(queue.purgeDeadLetters({ diedBefore: fixture.clock.now() - 60_000 })).toBe(0);
    expect(queue.purgeDeadLetters({})).toBe(1);
    expect(queue.counts().deadLetters).toBe(0);
  });

  it("clears what waits, and leaves what runs", () => {
    for (const id of [1, 2, 3]) add(id);
    takeOne();
    expect(queue.clear()).toBe(2);
    expect(queue.counts()).toMatchObject({ running: 1, ready: 0 });
  });

  it("shows its rows in the order of their turns, page by page", async () => {
    add(1, follower);
    add(2, interactive);
    await fixture.clock.advance(1);
    add(3, interactive);
    const ids = (after: number) => queue.rows({ limit: 2, after }).map(({ sceneId }) => sceneId);
    expect([ids(0), ids(2), ids(4)]).toEqual([[2, 3], [1], []]);
  });
});
