import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { fillBigLibrary, firstBigId } from "../../../test/big-library.ts";
import { createFollowersFixture, type FollowersFixture } from "../../../test/followers-fixture.ts";
import { prepareQuery } from "../../store/typed-query.ts";
import { priorities } from "../queue.ts";

const count = 20_000;

describe("a renamed tag of 20,000 scenes", () => {
  let f: FollowersFixture;

  beforeEach(async () => {
    f = createFollowersFixture();
    f.base.stash.putTag({ id: 1, name: "Nature" });
    f.addPair({ id: 1, tagIds: [1] });
    await f.sync();
    await f.run(1);
    fillBigLibrary(f.base.store.db, count, 1);
    f.followers.start();
    await f.followed();
  });
  afterEach(async () => {
    await f.dispose();
  });

  const rename = async (): Promise<void> => {
    f.base.stash.putTag({ id: 1, name: "Outdoors" });
    await f.passing(f.base.mirror.run("follow"));
  };

  it("is compared in small batches, and a person's edit overtakes all of it", async () => {
    let pauses = 0;
    let most = 0;
    let known = 0;
    let mostMarks = 0;
    let overtaken: number | undefined;
    f.onPause = () => {
      pauses += 1;
      most = Math.max(most, f.found.length - known);
      known = f.found.length;
      mostMarks = Math.max(mostMarks, f.marked());
      if (pauses !== 400) return;
      f.queue.add([{ sceneId: 1, priority: priorities.interactive, cause: "Scene.Update.Post" }]);
      overtaken = f.queue.take(1)[0]?.sceneId;
    };
    await rename();
    await f.followed();
    expect(f.found).toHaveLength(count + 1);
    expect(f.queue.counts().ready + f.queue.counts().running).toBe(count + 1);
    expect(most).toBeLessThanOrEqual(25);
    expect(pauses).toBeGreaterThanOrEqual(count / 25);
    // What is left to do is one row, however many scenes it is about.
    expect(mostMarks).toBe(1);
    expect(overtaken).toBe(1);
  });

  it("goes on where it was when the program ended", async () => {
    let pauses = 0;
    const half = new Promise<void>((resolve) => {
      f.onPause = () => {
        pauses += 1;
        if (pauses === 400) resolve();
      };
    });
    await rename();
    await half;
    await f.followers.stop();
    const before = f.found.length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(count);
    const mark = prepareQuery<{ after: number }>(
      f.base.store.db,
      "SELECT after FROM follower_marks WHERE kind = 'tag' AND id = 1",
    ).get();
    expect(mark?.after).toBeGreaterThan(firstBigId);
    f.followers.start();
    await f.followed();
    expect(f.found).toHaveLength(count + 1);
    expect(new Set(f.found.map(({ sceneId }) => sceneId)).size).toBe(count + 1);
  });
});
