import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { guidOf, PROVIDER_IDENTIFIER } from "@stash2plex/shared/plex";
import { parsePathRules } from "@stash2plex/shared/paths";
import type { StashId } from "@stash2plex/shared/stash";

import { fileOf } from "../../../test/memory-stash.ts";
import { createReconcileFixture, type ReconcileFixture } from "../../../test/reconcile-fixture.ts";
import { findSceneItems } from "../scene-view.ts";

describe("the items of a scene", () => {
  let f: ReconcileFixture;

  const addScene = (id: StashId, ...paths: string[]): void => {
    f.base.stash.addScene({ id, files: paths.map((path, at) => fileOf(id * 10 + at, path)) });
  };
  const found = async (sceneId: StashId) => {
    await f.sync();
    return findSceneItems(sceneId, f.deps).map(({ item, by, isCertain }) => ({
      id: item.id,
      by,
      isCertain,
    }));
  };

  beforeEach(() => {
    f = createReconcileFixture();
    f.base.stash.folders = ["/data/media"];
  });
  afterEach(async () => {
    await f.dispose();
  });

  it("are found by guid, whatever their file is called", async () => {
    addScene(1, "/data/media/a/First.mp4");
    const id = f.addItem("/data/media/b/Other.mp4", { guid: guidOf(PROVIDER_IDENTIFIER, 1) });
    expect(await found(1)).toEqual([{ id, by: "guid", isCertain: true }]);
  });

  it("are found by the same path", async () => {
    addScene(1, "/data/media/a/First.mp4");
    const id = f.addItem("/data/media/a/First.mp4");
    expect(await found(1)).toEqual([{ id, by: "mapped-path", isCertain: true }]);
  });

  it("are found by the path that the rules make of it", async () => {
    f.pms.sections.clear();
    f.pms.addSection({ locations: [{ id: 1, path: "/films" }] });
    f.settings.rules = parsePathRules([{ name: "m", plex: "/films", stash: "/data/media" }]).rules;
    addScene(1, "/data/media/a/First.mp4");
    addScene(2, "/data/media/b/First.mp4");
    const id = f.addItem("/films/a/First.mp4");
    expect(await found(1)).toEqual([{ id, by: "mapped-path", isCertain: true }]);
    expect(await found(2)).toEqual([]);
  });

  it("are found by name under other mounts, as the ladder would", async () => {
    f.pms.sections.clear();
    f.pms.addSection({ locations: [{ id: 1, path: "/films" }] });
    addScene(1, "/data/media/Lakes/A Walk by the Lake 2024-05-31.mp4");
    const id = f.addItem("/films/Lakes/A Walk by the Lake 2024-05-31.mp4");
    expect(await found(1)).toEqual([{ id, by: "whole-name", isCertain: true }]);
  });

  it("are not those of sections that are not watched", async () => {
    f.pms.addSection({
      agent: "tv.plex.agents.movie",
      locations: [{ id: 2, path: "/data/media" }],
    });
    addScene(1, "/data/media/a/First.mp4");
    f.addItem("/data/media/a/First.mp4", { sectionKey: "2" });
    expect(await found(1)).toEqual([]);
  });

  it("are not those in the trash", async () => {
    addScene(1, "/data/media/a/First.mp4");
    f.addItem("/data/media/a/First.mp4", { deletedAt: 5 });
    expect(await found(1)).toEqual([]);
  });

  it("are not found where the ladder sees two scenes", async () => {
    f.pms.sections.clear();
    f.pms.addSection({ locations: [{ id: 1, path: "/films" }] });
    addScene(1, "/data/media/one/Lakes/First.mp4");
    addScene(2, "/data/media/two/Lakes/First.mp4");
    f.addItem("/films/Lakes/First.mp4");
    expect(await found(1)).toEqual([]);
    expect(await found(2)).toEqual([]);
  });
});
