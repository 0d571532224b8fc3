import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";

import { createFollowersFixture, type FollowersFixture } from "../../../test/followers-fixture.ts";
import { createFollowers } from "./create-followers.ts";

describe("changes that were not looked at yet", () => {
  let f: FollowersFixture;

  beforeEach(async () => {
    f = createFollowersFixture();
    f.addPair({ id: 1 });
    await f.sync();
    await f.run(1);
  });
  afterEach(async () => {
    await f.dispose();
  });

  /** Followers over a queue that cannot be written while `isBroken` says so, with one change before them. */
  const failing = async (isBroken: () => boolean) => {
    const { store, mirror, clock, stash } = f.base;
    const followers = createFollowers({
      db: store.db,
      mirror,
      plex: f.plex,
      queue: {
        add: (work) => {
          if (isBroken()) throw new Error("disk full");
          return f.queue.add(work);
        },
      },
      settings: f.deps,
      clock,
      logger: silentLogger,
      pause: () => Promise.resolve(),
    });
    followers.start();
    stash.editScene(1, { details: "Water." });
    await f.passing(mirror.run("follow"));
    await clock.settle();
    expect(f.marked()).toBe(1);
    expect(f.queued()).toEqual([]);
    return followers;
  };

  it("are looked at after the next start", async () => {
    const ended = await failing(() => true);
    await ended.stop();
    f.followers.start();
    await f.followed();
    expect(f.queued()).toEqual([1]);
  });

  it("are looked at again when the queue could not be written", async () => {
    let isBroken = true;
    const followers = await failing(() => isBroken);
    isBroken = false;
    await f.base.clock.advance(10_000);
    await f.followed();
    expect(f.queued()).toEqual([1]);
    await followers.stop();
  });

  it("wait while a worker has the scene in hand, so that a change during its run is not missed", async () => {
    f.followers.start();
    f.queue.add([{ sceneId: 1, priority: 0, cause: "manual" }]);
    const [work] = f.queue.take(1);
    if (work === undefined) throw new Error("nothing to take");
    f.base.stash.editScene(1, { details: "Water." });
    await f.passing(f.base.mirror.run("follow"));
    await f.base.clock.settle();
    expect(f.marked()).toBe(1);
    f.queue.finish(work, { kind: "done" });
    expect(f.queued()).toEqual([]);
    await f.base.clock.advance(1_000);
    await f.followed();
    expect(f.queued()).toEqual([1]);
  });
});
