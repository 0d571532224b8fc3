import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import type { ReconcileScope, RunProgress } from "../../engine/engine.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";
import { createReconcileParts } from "../scene-deps.ts";
import { reconcileScope } from "./reconcile-scope.ts";

describe("reconciling a scope", () => {
  let f: ReconcileFixture;

  const run = (kind: "all" | "recent" | "week" | "missing", dryRun = false) =>
    scope({ kind }, dryRun);
  const scope = (which: ReconcileScope, dryRun = false) =>
    f.passing(
      reconcileScope(
        which,
        { dryRun },
        { ...createReconcileParts(f.deps), pause: () => f.base.clock.settle() },
      ),
    );
  const queued = (): number[] =>
    f.queue
      .rows({ limit: 100 })
      .map(({ sceneId }) => sceneId)
      .toSorted((a, b) => a - b);
  /** So many days before the clock's present, as Stash writes it in a zone of its own. */
  const daysAgo = (days: number): string => {
    const local = new Date(f.base.clock.now() - days * 86_400_000 + 3_600_000);
    return `${local.toISOString().slice(0, 19)}+01:00`;
  };

  beforeEach(async () => {
    f = createReconcileFixture();
    f.addPair({ id: 1, details: "a", createdAt: daysAgo(400), updatedAt: daysAgo(300) });
    f.addPair({ id: 2, details: "b", createdAt: daysAgo(3), updatedAt: daysAgo(3) });
    f.addPair({ id: 3, details: "c", createdAt: daysAgo(400), updatedAt: daysAgo(0.5) });
    f.base.stash.addScene({ id: 4, details: "d", createdAt: daysAgo(1), updatedAt: daysAgo(1) });
    await f.sync();
    f.pms.calls.length = 0;
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("all: every scene that Plex has", async () => {
    expect(await run("all")).toEqual({
      checked: 4,
      enqueued: 3,
      skipped: { "not in Plex": 1 },
      preview: [],
    });
    expect(queued()).toEqual([1, 2, 3]);
    expect(f.queue.row(1)).toMatchObject({ causes: ["reconcile"], priority: 1 });
    expect(f.pms.calls).toEqual([]);
  });

  it("tells how far it is", async () => {
    const told: RunProgress[] = [];
    const follow = (which: ReconcileScope) =>
      f.passing(
        reconcileScope(
          which,
          { dryRun: true, onProgress: (progress) => told.push(progress) },
          { ...createReconcileParts(f.deps), pause: () => f.base.clock.settle() },
        ),
      );
    await follow({ kind: "all" });
    expect(told.at(-1)).toEqual({ name: "reconcile", checked: 4, total: null, chosen: 3 });
    await follow({ kind: "scenes", ids: [1, 1, 4] });
    expect(told.at(-1)).toEqual({ name: "reconcile", checked: 2, total: 2, chosen: 1 });
  });

  it("recent: made or changed within a day", async () => {
    expect(await run("recent")).toMatchObject({ enqueued: 1 });
    expect(queued()).toEqual([3]);
  });

  it("some scenes by id, each once", async () => {
    const ids = [2, 2, 99];
    expect(await scope({ kind: "scenes", ids })).toMatchObject({
      checked: 2,
      enqueued: 1,
      skipped: { "not in our copy of Stash": 1 },
    });
    expect(queued()).toEqual([2]);
  });

  it("missing: what was never brought up to date, has changed, or is incomplete", async () => {
    expect(await run("missing")).toMatchObject({ enqueued: 3 });
    for (const id of [1, 2, 3]) await f.run(id);
    expect(await run("missing")).toMatchObject({ enqueued: 0, skipped: { "up to date": 3 } });
    await f.base.clock.advance(2_000);
    f.base.stash.editScene(2, { title: "A Longer Walk" });
    await f.sync();
    expect(await run("missing", true)).toMatchObject({ enqueued: 1 });
  });

  it("a dry run says what would be done, and does nothing", async () => {
    const report = await run("all", true);
    expect(report).toMatchObject({ enqueued: 3 });
    expect(report.preview).toEqual([
      'scene 1 "Lake 1", item 101: have Plex ask the provider again',
      'scene 2 "Lake 2", item 102: have Plex ask the provider again',
      'scene 3 "Lake 3", item 103: have Plex ask the provider again',
    ]);
    expect(f.pms.writes()).toEqual([]);
    expect(queued()).toEqual([]);
  });
});
