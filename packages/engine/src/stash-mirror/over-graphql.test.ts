import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import { foldedSegments } from "@stash2plex/shared/paths";
import { createStashApi, type StashApi } from "@stash2plex/shared/stash";
import { startFakeStash, type FakeStash } from "@stash2plex/simulators/fake-stash";
import {
  addScene,
  createLibrary,
  destroyScene,
  mergeTags,
  rename,
  renameFolder,
  updateScene,
  type Library,
} from "@stash2plex/simulators/library";

import { openStore, type Store } from "../store/open-store.ts";
import { createStashMirror } from "./create-stash-mirror.ts";
import { createSceneSource } from "./scene-source.ts";
import type { StashMirror } from "./stash-mirror.ts";

const scenes = 300;

describe("the mirror of a Stash that speaks GraphQL", () => {
  let folder: string;
  let library: Library;
  let stash: FakeStash;
  let api: StashApi;
  let store: Store;
  let mirror: StashMirror;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "stash2plex-graphql-"));
    library = createLibrary({ seed: 7, scenes });
    stash = await startFakeStash({ library });
    api = createStashApi({ url: stash.url, apiKey: stash.apiKey });
    store = openStore({
      file: join(folder, "stash2plex.db"),
      logger: silentLogger,
      clock: systemClock,
    });
    mirror = createStashMirror({ store, api, logger: silentLogger, clock: systemClock });
    await mirror.follow();
  });
  afterEach(async () => {
    await mirror.stop();
    store.close();
    await api.close();
    await stash.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const firstTag = (): { tag: number; scene: number } => {
    for (const scene of library.scenes()) {
      const [tag] = scene.tagIds;
      if (tag !== undefined) return { tag, scene: scene.id };
    }
    throw new Error("no scene has a tag");
  };

  it("holds every scene with its related objects, as Stash would answer it", async () => {
    expect(mirror.status()).toMatchObject({ phase: "ready", scenes });
    const ids = mirror.reader.sceneIds(0, scenes);
    const live = await api.scenesByIds(ids);
    for (const id of ids) {
      const detail = mirror.reader.detail(id);
      expect(detail?.scene).toEqual(live.get(id));
      expect(detail?.performers).toHaveLength(detail?.scene.performerIds.length ?? -1);
      expect(detail?.tags.map((tag) => tag.id)).toEqual(detail?.scene.tagIds);
      expect(detail?.groups).toHaveLength(detail?.scene.groups.length ?? -1);
    }
  });

  it("answers every scene while Stash is gone, and catches up when it is back", async () => {
    const source = createSceneSource({
      mirror,
      clock: { ...systemClock, now: () => Date.now() + 3_600_000 },
    });
    await stash.pause();
    for (const id of mirror.reader.sceneIds(0, scenes)) {
      expect((await source.scene(id)).kind).toBe("scene");
      const [file] = mirror.reader.index.filesOfScene(id);
      if (file === undefined) continue;
      const found = mirror.reader.index.filesBySuffix(foldedSegments(file.path), 5);
      expect(found.map((one) => one.sceneId)).toContain(id);
    }
    expect(await source.scene(99_999)).toMatchObject({ kind: "unavailable" });
    await expect(mirror.follow()).rejects.toMatchObject({ name: "StashError" });
    expect(mirror.status().stash.reachable).toBe(false);

    updateScene(library, 5, { title: "Edited meanwhile" });
    await stash.resume();
    await mirror.follow();
    expect(mirror.reader.detail(5)?.scene.title).toBe("Edited meanwhile");
    expect(mirror.status().stash).toMatchObject({ reachable: true, problem: null });
  });

  it("follows edits, new scenes, renames, merges, moves and deletions", async () => {
    const { tag, scene } = firstTag();
    const [folderOfTen] = [library.scene(10)?.files[0]?.path.split("/").slice(0, -1).join("/")];
    updateScene(library, 11, { title: "Edited", rating100: 55 });
    const added = addScene(library, "/data/media/new/A second old.mp4", "00aa00aa00aa00aa");
    rename(library, "performers", 1, "Renamed Performer");
    const other = [...library.tags.keys()].find((id) => id !== tag) ?? 0;
    mergeTags(library, tag, other);
    destroyScene(library, 12);
    renameFolder(library, folderOfTen ?? "", `${folderOfTen ?? ""} renamed`);

    await mirror.run("follow");
    expect(mirror.reader.detail(11)?.scene).toMatchObject({ title: "Edited", rating100: 55 });
    expect(mirror.reader.index.filesByOshash("00aa00aa00aa00aa")[0]?.sceneId).toBe(added);

    await mirror.run("full-pass");
    expect(mirror.reader.detail(12)).toBeNull();
    expect(mirror.reader.detail(scene)?.scene.tagIds).not.toContain(tag);
    const ids = mirror.reader.sceneIds(0, scenes + 1);
    const live = await api.scenesByIds(ids);
    for (const id of ids) expect(mirror.reader.detail(id)?.scene).toEqual(live.get(id));
  });

  it("hears of a scan by the web socket and compares the paths at once", async () => {
    mirror.start();
    const before = mirror.status().lastFullPass;
    const passed = new Promise<void>((resolve) => {
      const forget = mirror.onStatus(({ lastFullPass }) => {
        if (lastFullPass === before) return;
        forget();
        resolve();
      });
    });
    const path = library.scene(20)?.files[0]?.path ?? "";
    const parent = path.split("/").slice(0, -1).join("/");
    while (stash.subscriptions() === 0) await new Promise((resolve) => setImmediate(resolve));
    renameFolder(library, parent, `${parent} moved`);
    library.emit({ kind: "scan-complete" });
    await passed;
    expect(mirror.reader.detail(20)?.scene.files[0]?.path).toBe(
      path.replace(parent, `${parent} moved`),
    );
  });

  it("freezes when Stash was rebuilt or emptied", async () => {
    library.rebuild(8);
    await expect(mirror.run("full-pass")).rejects.toMatchObject({ code: "mirror-frozen" });
    expect(mirror.status().phase).toBe("frozen");
    await mirror.acceptNewLibrary();
    await mirror.follow();
    expect(mirror.status()).toMatchObject({ phase: "ready", scenes });

    library.empty();
    await expect(mirror.run("id-pass")).rejects.toMatchObject({ code: "mirror-frozen" });
    expect(mirror.status()).toMatchObject({ phase: "frozen", scenes });
  });

  it("deletes nothing while Stash waits for set-up or a migration", async () => {
    for (const state of ["SETUP", "NEEDS_MIGRATION"] as const) {
      stash.state = state;
      await expect(mirror.run("full-pass")).rejects.toMatchObject({ name: "StashError" });
      await expect(mirror.readScenes([1, 2])).rejects.toMatchObject({ name: "StashError" });
      expect(mirror.status()).toMatchObject({ phase: "ready", scenes });
    }
  });
});
