import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { ours } from "../../test/gaps-fixture.ts";
import { createFollowersFixture, type FollowersFixture } from "../../test/followers-fixture.ts";
import { fileOf, stashDown } from "../../test/memory-stash.ts";

const file = "/data/media/x/Heard of later.mp4";

describe("a file that Plex asked about before Stash knew it", () => {
  let f: FollowersFixture;

  beforeEach(async () => {
    f = createFollowersFixture();
    f.followers.start();
    f.addPair();
    await f.sync();
    await f.workOff();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("is matched when Stash learns it, without anybody acting", async () => {
    const id = f.addItem(file, { guid: "local://1" });
    await f.workOff();
    expect(f.item(id).guid).toBe("local://1");
    f.base.stash.addScene({ id: 50, files: [fileOf(50, file)] });
    await f.base.clock.advance(10_000);
    await f.workOff();
    expect(f.item(id).guid).toBe(ours(50));
  });

  it("is matched, too, when Stash was down as Plex asked", async () => {
    f.base.stash.addScene({ id: 50, files: [fileOf(50, file)] });
    f.base.stash.problem = stashDown("Stash is down.");
    const id = f.addItem(file, { guid: "local://1" });
    await f.passing(f.plex.follow());
    await f.followed();
    expect(f.item(id).guid).toBe("local://1");
    f.base.stash.problem = null;
    await f.base.clock.advance(60_000);
    await f.workOff();
    expect(f.item(id).guid).toBe(ours(50));
  });
});
