import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { desiredItem, digestOf } from "@stash2plex/shared/item";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import type { PmsItemId } from "@stash2plex/shared/pms";

import { createFollowersFixture, type FollowersFixture } from "../../../test/followers-fixture.ts";
import { policyOf } from "../../../test/plan-fixture.ts";
import { importPushes } from "../../engine/import-pushes.ts";
import { createPushRecords } from "../push-record.ts";
import { createServedRecords, type ServedRecords } from "../served-record.ts";

describe("a scene that Plex was answered, and that was never pushed", () => {
  let f: FollowersFixture;
  let served: ServedRecords;
  let itemId: PmsItemId;

  const digestNow = (sceneId = 1): string => {
    const detail = f.base.mirror.reader.detail(sceneId);
    if (detail === null) throw new Error(`no scene ${sceneId}`);
    return digestOf(desiredItem(detail, f.settings.item));
  };
  /** The tag of scene 1 changes in a way that its item does not show. */
  const touchTag = async (parentIds: readonly number[]): Promise<void> => {
    f.base.stash.putTag({ id: 1, parentIds });
    await f.catchUp();
  };

  beforeEach(async () => {
    f = createFollowersFixture();
    served = createServedRecords(f.base.store.db);
    f.base.stash.putTag({ id: 1, name: "Nature" });
    f.base.stash.putTag({ id: 2, name: "Places" });
    ({ itemId } = f.addPair({ id: 1, tagIds: [1] }));
    await f.sync();
    await f.run(1);
    createPushRecords(f.base.store.db).forget(itemId);
    f.followers.start();
    await f.catchUp();
    f.queue.clear();
    f.found.length = 0;
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("is work as long as nothing is known of it", async () => {
    await touchTag([2]);
    expect(f.queued()).toEqual([1]);
  });

  it("is no work when something around it changes that it does not show", async () => {
    served.put([{ sceneId: 1, digest: digestNow(), at: 1 }]);
    await touchTag([2]);
    expect(f.queued()).toEqual([]);
  });

  it("is work when what it shows has changed since", async () => {
    served.put([{ sceneId: 1, digest: digestNow(), at: 1 }]);
    f.base.stash.putTag({ id: 1, name: "Outdoors" });
    await f.catchUp();
    expect(f.queued()).toEqual([1]);
  });

  it("is work when it has labels, which are not served", async () => {
    f.settings.policy = policyOf({ labelTags: ["Nature"] });
    served.put([{ sceneId: 1, digest: digestNow(), at: 1 }]);
    await touchTag([2]);
    expect(f.queued()).toEqual([1]);
  });

  it("is work when Plex has it twice, for one of the two may not have asked", async () => {
    const { files } = f.base.stash.scenes.get(1) ?? { files: [] };
    f.addItem(files[0]?.path ?? "", { guid: f.item(itemId).guid });
    await f.catchUp();
    f.queue.clear();
    served.put([{ sceneId: 1, digest: digestNow(), at: 1 }]);
    await touchTag([2]);
    expect(f.queued()).toEqual([1]);
  });

  it("is verified all the same when its import is told", async () => {
    const { files } = f.base.stash.addScene({ id: 2 });
    await f.catchUp();
    served.put([{ sceneId: 2, digest: digestNow(2), at: 1 }]);
    f.addItem(files[0]?.path ?? "", { guid: guidOf(PROVIDER_IDENTIFIER, 2) });
    await f.catchUp();
    expect(f.found.map(({ sceneId, cause }) => [sceneId, cause])).toEqual([[2, "plex-import"]]);
  });

  describe("but by version 1", () => {
    const updatedAt = (): number =>
      Date.parse(f.base.mirror.reader.detail(1)?.scene.updatedAt ?? "");
    const importAt = (at: number): void => {
      importPushes(new Map([[1, at]]), served, f.base.mirror.reader, f.settings.item);
    };

    it("counts as served when it has not changed since", async () => {
      importAt(updatedAt());
      await touchTag([2]);
      expect(f.queued()).toEqual([]);
    });

    it("is work when it changed after that", async () => {
      importAt(updatedAt() - 1);
      await touchTag([2]);
      expect(f.queued()).toEqual([1]);
    });

    it("does not count where we have served it ourselves", () => {
      served.put([{ sceneId: 1, digest: "of ours", at: 1 }]);
      importAt(updatedAt());
      expect(served.digest(1)).toBe("of ours");
    });
  });
});
