import { describe, expect, it } from "@jest/globals";
import { createTestClock } from "@stash2plex/simulators/test-clock";
import fc from "fast-check";

import { createQueueFixture, leaseMs } from "../../../test/queue-fixture.ts";
import { priorities, type SyncQueue, type Work } from "../queue.ts";

type Step =
  | { readonly kind: "add"; readonly id: number; readonly priority: 0 | 1 | 2 }
  | { readonly kind: "take"; readonly worker: 0 | 1; readonly limit: number }
  | { readonly kind: "finish"; readonly worker: 0 | 1; readonly ok: boolean }
  /** The worker dies and forgets what it held. */
  | { readonly kind: "crash"; readonly worker: 0 | 1 }
  | { readonly kind: "wait"; readonly ms: number };

const worker = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("add" as const),
    id: fc.integer({ min: 1, max: 5 }),
    priority: fc.constantFrom(...Object.values(priorities)),
  }),
  fc.record({ kind: fc.constant("take" as const), worker, limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("finish" as const), worker, ok: fc.boolean() }),
  fc.record({ kind: fc.constant("crash" as const), worker }),
  fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(1, 5_000, leaseMs) }),
);

/**
 * Runs the steps, then lets one worker that never dies bring everything to its end. `seen` counts, for each scene, the
 * adds that a successful run has answered: what was added last must be among them.
 */
const runSteps = async (steps: readonly Step[]): Promise<void> => {
  const clock = createTestClock();
  const fixture = createQueueFixture(clock);
  try {
    const queues: readonly SyncQueue[] = [fixture.queue, fixture.another("two")];
    const held: Work[][] = [[], []];
    const asked = new Map<number, number>();
    const answered = new Map<number, number>();
    const snapshot = new Map<Work, number>();
    const noteTaken = (works: readonly Work[]): void => {
      for (const work of works) snapshot.set(work, asked.get(work.sceneId) ?? 0);
    };
    const noteDone = (work: Work): void => {
      const known = answered.get(work.sceneId) ?? 0;
      answered.set(work.sceneId, Math.max(known, snapshot.get(work) ?? 0));
    };
    for (const now of steps) {
      switch (now.kind) {
        case "add":
          asked.set(now.id, (asked.get(now.id) ?? 0) + 1);
          fixture.queue.add([{ sceneId: now.id, priority: now.priority, cause: "manual" }]);
          break;
        case "take": {
          const works = queues[now.worker]?.take(now.limit) ?? [];
          noteTaken(works);
          held[now.worker]?.push(...works);
          break;
        }
        case "finish": {
          const work = held[now.worker]?.shift();
          if (work === undefined) break;
          if (now.ok) noteDone(work);
          queues[now.worker]?.finish(
            work,
            now.ok ? { kind: "done" } : { kind: "failed", errorClass: "down", error: "Away." },
          );
          break;
        }
        case "crash":
          held[now.worker]?.splice(0);
          break;
        case "wait":
          await clock.advance(now.ms);
      }
    }
    await clock.advance(leaseMs);
    const last = fixture.another("three");
    for (;;) {
      const [work] = last.take(1);
      if (work === undefined) break;
      noteTaken([work]);
      noteDone(work);
      last.finish(work, { kind: "done" });
    }
    expect(last.counts()).toMatchObject({ ready: 0, later: 0, running: 0, deadLetters: 0 });
    expect(Object.fromEntries(answered)).toEqual(Object.fromEntries(asked));
  } finally {
    fixture.dispose();
  }
};

describe("the queue under any course of events", () => {
  it("loses nothing and leaves no row stuck", async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), runSteps), {
      numRuns: 60,
      seed: 20_260_125,
    });
  });
});
