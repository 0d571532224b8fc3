import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { defaultItemSettings } from "@stash2plex/shared/item";

import { policyOf } from "../../../test/plan-fixture.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";
import { createReconcileParts } from "../scene-deps.ts";
import { reconcileScope } from "../scopes/reconcile-scope.ts";

/** Edits and files that v1 missed (docs/v1-parity.md). */
describe("edits and files at an unlucky moment", () => {
  let f: ReconcileFixture;

  beforeEach(() => {
    f = createReconcileFixture();
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("B40: a new file is scanned for as soon as its scene is there, whatever else goes on", async () => {
    f.settings.policy = policyOf({ scanMissing: true });
    f.addPair({ details: "Water." });
    const scene = f.base.stash.addScene({ id: 9, details: "Wind." });
    await f.sync();
    expect(await f.run(scene.id, "Scene.Create.Post")).toMatchObject({ kind: "waiting" });
    expect(f.pms.scans).toHaveLength(1);
  });

  it("L13: an edit between reading Stash and writing to Plex is seen as not brought yet", async () => {
    const { sceneId, itemId } = f.addPair({ details: "Water." });
    await f.sync();
    f.settings.policy = policyOf({ canRefresh: false });
    f.settings.item = defaultItemSettings;
    let isEdited = false;
    f.pms.beforeCall = ({ name }) => {
      if (name !== "edit" || isEdited) return;
      isEdited = true;
      f.base.stash.editScene(sceneId, { details: "Wind." });
    };
    await f.run(sceneId);
    expect(isEdited).toBe(true);
    expect(f.item(itemId).scalars).toMatchObject({ summary: "Water." });
    await f.sync();
    const report = await f.passing(
      reconcileScope(
        { kind: "missing" },
        { dryRun: false },
        { ...createReconcileParts(f.deps), pause: () => f.base.clock.settle() },
      ),
    );
    expect(report).toMatchObject({ enqueued: 1 });
    await f.run(sceneId);
    expect(f.item(itemId).scalars).toMatchObject({ summary: "Wind." });
  });
});
