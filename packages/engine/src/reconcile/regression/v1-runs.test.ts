import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { PmsError } from "@stash2plex/shared/pms";

import { stashDown } from "../../../test/memory-stash.ts";
import { policyOf } from "../../../test/plan-fixture.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";
import { createPushRecords } from "../push-record.ts";
import { createReconcileParts } from "../scene-deps.ts";
import { reconcileScope } from "../scopes/reconcile-scope.ts";

/** How v1's runs went wrong, and what it remembered of them (docs/v1-parity.md). */
describe("runs and what is remembered of them", () => {
  let f: ReconcileFixture;
  let sceneId = 0;
  let itemId = 0;

  const scope = (kind: "all" | "week" | "missing") =>
    f.passing(
      reconcileScope(
        { kind },
        { dryRun: false },
        { ...createReconcileParts(f.deps), pause: () => f.base.clock.settle() },
      ),
    );
  const longAgo = "2020-01-01T10:00:00+01:00";

  beforeEach(async () => {
    f = createReconcileFixture();
    ({ sceneId, itemId } = f.addPair({
      details: "Water.",
      createdAt: longAgo,
      updatedAt: longAgo,
    }));
    await f.sync();
    f.pms.calls.length = 0;
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("B13: that a scene was pushed once does not keep Plex from being looked at", async () => {
    await f.run(sceneId);
    const { tags } = f.item(itemId);
    f.pms.editItem(itemId, { title: "Lost", scalars: { title: "Lost" }, tags });
    f.writes();
    await f.run(sceneId, "reconcile");
    expect(f.item(itemId).title).toBe("Lake 1");
  });

  it("B14: a reconcile run over an empty queue does put work into it", async () => {
    expect(f.queue.counts().ready).toBe(0);
    expect(await scope("all")).toMatchObject({ enqueued: 1 });
    expect(f.queue.counts().ready).toBe(1);
  });

  it("B18: nothing is remembered as done before Plex has it", async () => {
    f.pms.beforeCall = ({ name }) => {
      if (name === "refresh") throw new PmsError("cut", "The connection ended.");
    };
    expect(await f.run(sceneId)).toMatchObject({ kind: "failed", errorClass: "temporary" });
    expect(createPushRecords(f.base.store.db).of(itemId)).toBeNull();
    f.pms.beforeCall = () => undefined;
    await f.run(sceneId);
    expect(f.item(itemId).title).toBe("Lake 1");
  });

  it("B27: scenes that a run leaves out are counted with the reason", async () => {
    f.base.stash.editScene(sceneId, { title: "", details: "", date: null });
    f.base.stash.addScene({ id: 9, details: "x" });
    await f.sync();
    const report = await scope("all");
    expect(report).toMatchObject({ checked: 2, enqueued: 0 });
    expect(report.skipped).toEqual({
      "not in Plex": 1,
      "Stash has no title, studio, performers, tags, details or date for this scene yet (QUALITY_GATE).": 1,
    });
  });

  it("B31: the last week holds scenes that are new, whenever they were changed", async () => {
    const now = new Date(f.base.clock.now() - 3 * 86_400_000).toISOString();
    f.addPair({ id: 8, details: "x", createdAt: now, updatedAt: longAgo });
    await f.sync();
    expect(await scope("week")).toMatchObject({ enqueued: 1 });
    expect(f.queue.row(8)).not.toBeNull();
  });

  it("B33: a run finds the gaps that are there", async () => {
    expect(await scope("missing")).toMatchObject({ enqueued: 1 });
    await f.run(sceneId);
    expect(await scope("missing")).toMatchObject({ enqueued: 0 });
  });

  it("B37: what is remembered is overwritten, never added up", async () => {
    const counts = () =>
      f.base.store.db
        .prepare("SELECT (SELECT count(*) FROM pushed) p, (SELECT count(*) FROM uploads) u")
        .get();
    f.settings.policy = policyOf({ artwork: "always" });
    f.pictures.set("scene-poster", Buffer.from("poster"));
    for (let version = 1; version <= 20; version += 1) {
      f.base.stash.editScene(sceneId, { coverVersion: String(version) });
      await f.run(sceneId);
    }
    expect(counts()).toEqual({ p: 1, u: 1 });
  });

  it("B38: an item that is as it should be costs one request, and unchanged fields are not written", async () => {
    await f.run(sceneId);
    f.pms.calls.length = 0;
    await f.run(sceneId);
    expect(f.pms.calls.map(({ name }) => name)).toEqual(["items"]);
    f.settings.policy = policyOf({ canRefresh: false });
    f.base.stash.editScene(sceneId, { details: "Wind." });
    await f.run(sceneId);
    expect(f.pms.callsOf("edit").map(({ detail }) => detail)).toEqual([
      { sectionKey: "1", id: itemId, edit: { scalars: { summary: "Wind." }, lock: false } },
    ]);
  });

  it("L10: Stash that cannot be reached for a moment is no permanent failure", async () => {
    f.base.stash.problem = stashDown("Stash does not answer (STASH_URL).");
    expect(await f.run(sceneId)).toMatchObject({ kind: "failed", errorClass: "down" });
    f.base.stash.problem = null;
    expect(await f.run(sceneId)).toEqual({ kind: "done" });
  });

  it("L14: pictures are pictures, and uploaded once however often the scene is pushed", async () => {
    f.settings.policy = policyOf({ artwork: "always" });
    f.pictures.set("scene-poster", Buffer.from("poster"));
    f.pictures.set("scene-background", Buffer.from("background"));
    for (let version = 1; version <= 5; version += 1) {
      f.base.stash.editScene(sceneId, { coverVersion: String(version), title: `Walk ${version}` });
      await f.run(sceneId);
    }
    expect(f.pms.callsOf("uploadArt")).toHaveLength(2);
    expect(new Set(f.askedPictures)).toEqual(
      new Set([`scene-poster ${sceneId}`, `scene-background ${sceneId}`]),
    );
  });
});
