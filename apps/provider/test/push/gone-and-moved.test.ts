import { describe, expect, it } from "@jest/globals";
import {
  addScene,
  destroyScene,
  mergeScenes,
  moveFile,
  updateScene,
} from "@stash2plex/simulators/library";

import { endStagesAfterEach } from "./end-stages.ts";
import { filledIn, plexPath, saved, startFilled } from "./push-stage.ts";
import { shownOf, wantedOf } from "./wanted-item.ts";

endStagesAfterEach();

describe("a scene that is gone from Stash", () => {
  it("leaves its item untouched, and a gap that says so", async () => {
    const stage = await startFilled();
    const { library, pms } = stage;
    const before = stage.itemOf(3);
    destroyScene(library, 3);
    await stage.ring({ type: "Scene.Destroy.Post", id: 3 });
    await stage.eventually(stage.openGaps, (gaps) => gaps.length > 0);
    await stage.quiet();
    expect(stage.openGaps()).toEqual([
      { kind: "orphan", reason: "scene-deleted", sceneId: 3, itemId: before.id },
    ]);
    expect(pms.writes()).toEqual([]);
    expect(stage.itemOf(3)).toEqual(before);
  });

  it.each(["after an event", "by comparing ids, for merges tell nobody"])(
    "and lives on in another one gives its item to that: %s",
    async (how) => {
      const stage = await startFilled();
      const { library } = stage;
      updateScene(library, 1, { tagIds: [5, 6] });
      mergeScenes(library, 3, 1);
      if (how === "after an event") await stage.ring({ type: "Scene.Destroy.Post", id: 3 });
      else await stage.ask("/api/jobs/id-pass/run", { method: "POST" });
      await stage.eventually(
        () => shownOf(stage.itemOf(3)),
        (shown) => JSON.stringify(shown) === JSON.stringify(wantedOf(library, 1)),
      );
      await stage.quiet();
      await stage.converges(1);
      expect(stage.openGaps()).toEqual([]);
    },
  );
});

describe("a file", () => {
  it("that is renamed on both sides keeps being shown, as a new item of Plex", async () => {
    const stage = await startFilled();
    const { library, pms } = stage;
    const [file] = library.scene(3)?.files ?? [];
    if (file === undefined) throw new Error("The scene has no file.");
    const path = file.path.replace(/[^/]+$/, "Otters, second cut.mp4");
    moveFile(library, 3, file.id, path);
    await stage.ring({ type: "Scene.Update.Post", id: 3 });
    await stage.quiet();
    await stage.converges(3);
    pms.removeFile(plexPath(file.path, library.mounts));
    pms.addFile(plexPath(path, library.mounts));
    await pms.scan("1");
    const now = () => shownOf(pms.itemOfFile(plexPath(path, library.mounts)));
    await stage.eventually(
      now,
      (shown) => JSON.stringify(shown) === JSON.stringify(wantedOf(library, 3)),
    );
  });

  it("that Plex scans anew is filled, without a word from Stash", async () => {
    const stage = await startFilled({ inPlex: (id) => id === 3 });
    const { library, pms } = stage;
    updateScene(library, 2, { ...filledIn, title: "A Newcomer" });
    await stage.provider.mirror.follow();
    const path = plexPath(library.scene(2)?.files[0]?.path ?? "", library.mounts);
    pms.addFile(path);
    await pms.scan("1");
    await stage.converges(2);
  });

  it("that Plex had before Stash is matched when Stash learns it", async () => {
    const stage = await startFilled();
    const { library, pms } = stage;
    const path = `${library.mounts[0] ?? ""}/Newcomers/A Film of the Valley.mp4`;
    pms.addFile(plexPath(path, library.mounts));
    await pms.scan("1");
    const id = addScene(library, path, "0123456789abcdef");
    updateScene(library, id, { ...filledIn, title: "The Valley" });
    await stage.ring({ type: "Scene.Create.Post", id }, saved(id, "title"));
    await stage.eventually(
      () => shownOf(pms.itemOfFile(plexPath(path, library.mounts))),
      (shown) => JSON.stringify(shown) === JSON.stringify(wantedOf(library, id)),
    );
  });
});
