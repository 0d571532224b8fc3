import { describe, expect, it } from "@jest/globals";
import type { PmsNotification } from "@stash2plex/shared/pms";
import { createTestClock } from "@stash2plex/simulators/test-clock";

import { itemOf } from "../../../test/memory-pms-items.ts";
import { awaitRefreshEnd } from "./refresh-ends.ts";

const createWorld = () => {
  const clock = createTestClock();
  const listeners = new Set<(notification: PmsNotification) => void>();
  const world = { updatedAt: 10, polls: 0, fails: false };
  const wait = awaitRefreshEnd(
    { id: 7, updatedAt: 10 },
    {
      clock,
      pms: {
        items: () => {
          world.polls += 1;
          if (world.fails) return Promise.reject(new Error("away"));
          return Promise.resolve(new Map([[7, itemOf(7, { updatedAt: world.updatedAt })]]));
        },
      },
      listen: (listener) => {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
        };
      },
    },
  );
  let ended: { how: string; at: number } | null = null;
  const start = clock.now();
  void wait.done.then((how) => {
    ended = { how, at: clock.now() - start };
  });
  const tell = (notification: PmsNotification): void => {
    for (const listener of listeners) listener(notification);
  };
  const entry = (itemId: number, state: number, deleted = false): PmsNotification => ({
    kind: "item",
    itemId,
    sectionKey: "1",
    state,
    metadataState: null,
    deleted,
  });
  return { clock, world, wait, listeners, tell, entry, ended: () => ended };
};

describe("the end of a refresh", () => {
  it("comes a moment after the activity ended", async () => {
    const { clock, tell, ended, listeners } = createWorld();
    await clock.advance(1_000);
    tell({ kind: "refresh-ended", itemId: 8 });
    await clock.advance(1_000);
    expect(ended()).toBeNull();
    tell({ kind: "refresh-ended", itemId: 7 });
    await clock.advance(1_000);
    expect(ended()).toEqual({ how: "told", at: 2_250 });
    expect(listeners.size).toBe(0);
  });

  it("waits for the last of several entries", async () => {
    const { clock, tell, entry, ended } = createWorld();
    tell(entry(7, 4));
    tell(entry(8, 5));
    tell(entry(7, 5));
    await clock.advance(1_000);
    tell(entry(7, 5));
    await clock.advance(3_000);
    expect(ended()).toEqual({ how: "told", at: 2_500 });
  });

  it("a deletion ends it, too", async () => {
    const { clock, tell, entry, ended } = createWorld();
    tell(entry(7, 9, true));
    await clock.advance(1_500);
    expect(ended()).toEqual({ how: "told", at: 1_500 });
  });

  it("is seen by polling while the socket is silent", async () => {
    const { clock, world, ended } = createWorld();
    await clock.advance(6_000);
    expect(ended()).toBeNull();
    world.updatedAt = 11;
    await clock.advance(6_000);
    expect(ended()).toEqual({ how: "seen", at: 10_000 });
  });

  it("is not waited for beyond 30 s, whatever polls say", async () => {
    const { clock, world, ended } = createWorld();
    world.fails = true;
    await clock.advance(40_000);
    expect(ended()).toEqual({ how: "timed-out", at: 30_000 });
    expect(world.polls).toBe(5);
  });

  it("leaves nothing behind when it is cancelled", async () => {
    const { clock, world, wait, listeners } = createWorld();
    wait.cancel();
    await clock.advance(60_000);
    expect(listeners.size).toBe(0);
    expect(world.polls).toBe(0);
  });
});
