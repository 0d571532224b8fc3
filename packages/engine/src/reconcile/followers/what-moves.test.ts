import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { PmsItemId } from "@stash2plex/shared/pms";

import { createFollowersFixture, type FollowersFixture } from "../../../test/followers-fixture.ts";
import {
  edits,
  recorded,
  relatedEdits,
  scans,
  vanishings,
  withoutConcern,
  type MovingRow,
} from "../../../test/what-moves-rows.ts";

const coverMoves = new Set(
  recorded.events.filter(({ coverUrlMoved }) => coverUrlMoved === true).map(({ event }) => event),
);
const isRename = (event: string): boolean => /rename|moved|names|moveFiles/u.test(event);

describe("what an event in Stash leads to", () => {
  let f: FollowersFixture;
  let items: PmsItemId[];

  /** Each row has a scene of its own, whose item was brought up to date. */
  const prepare = async (rows: readonly MovingRow[]): Promise<void> => {
    const { stash } = f.base;
    stash.putPerformer({ id: 1 });
    stash.putGroup({ id: 1 });
    for (const id of [1, 2, 3, 4]) stash.putTag({ id });
    items = [...rows.keys(), rows.length].map(
      (index) =>
        f.addPair({
          id: index + 1,
          updatedAt: "2025-12-01T10:00:00+01:00",
          performerIds: [1],
          tagIds: [1, 2, 3],
          groups: [{ groupId: 1, sceneIndex: null }],
        }).itemId,
    );
    await f.sync();
    for (const index of items.keys()) await f.run(index + 1);
    f.followers.start();
    await f.catchUp();
    expect(f.queued()).toEqual([]);
    await f.base.clock.advance(120_000);
  };
  const act = (rows: readonly MovingRow[]): void => {
    const { stash } = f.base;
    rows.forEach(({ event, act: happen }, index) => {
      const id = index + 1;
      happen(stash, id);
      if (coverMoves.has(event)) stash.editScene(id, { coverVersion: `moved ${id}` });
      if (!isRename(event)) return;
      // Plex has scanned the folder as well, and knows the file under its new name.
      const path = stash.scenes.get(id)?.files[0]?.path ?? "";
      f.addItem(path, { guid: "local://1" });
    });
  };
  const expectQueued = (rows: readonly MovingRow[]): void => {
    const queued = new Set(f.queued());
    const answers = rows.map(({ event }, index) => [event, queued.has(index + 1)]);
    const wanted = rows.map(({ event }) => [event, event !== "fileSetFingerprints"]);
    expect(answers).toEqual(wanted);
  };

  beforeEach(() => {
    f = createFollowersFixture();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("brings every edit of a scene into the queue, and no other scene", async () => {
    await prepare(edits);
    act(edits);
    await f.catchUp();
    expectQueued(edits);
    expect(f.queued()).not.toContain(edits.length + 1);
  });

  it.each(relatedEdits)("brings the scenes into the queue after: $event", async (row) => {
    await prepare([row]);
    act([row]);
    await f.catchUp();
    expect(f.queued()).toEqual([1, 2]);
  });

  it("brings merges and deletions into the queue as soon as a pass finds them", async () => {
    await prepare(vanishings);
    act(vanishings);
    await f.passing(f.base.mirror.run("id-pass"));
    await f.catchUp();
    expectQueued(vanishings);
  });

  it("brings what a scan found into the queue, where Plex shows or holds something else", async () => {
    await prepare(scans);
    act(scans);
    f.base.stash.trigger({ kind: "scan-complete" });
    await f.base.clock.settle();
    await f.catchUp();
    expectQueued(scans);
  });

  it("does nothing after events that no item shows", async () => {
    const { stash } = f.base;
    await prepare([]);
    // What these events move in Stash at most is a stamp of an object around the scene.
    expect(withoutConcern.length).toBeGreaterThan(10);
    stash.putPerformer({ id: 1 });
    stash.putTag({ id: 1 });
    stash.putStudio({ id: 1 });
    await f.catchUp();
    await f.passing(f.base.mirror.run("full-pass"));
    await f.catchUp();
    expect(f.found).toEqual([]);
  });
});
