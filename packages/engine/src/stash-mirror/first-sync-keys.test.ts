import { copyFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";
import type { DatabaseSync } from "node:sqlite";

import { fileOf, stashDown } from "../../test/memory-stash.ts";
import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";
import { openStore } from "../store/open-store.ts";
import { createStashMirror } from "./create-stash-mirror.ts";

/** Large enough that keys of some pages wait. */
const scenes = 13_400;

const keysIn = (db: DatabaseSync): unknown[] =>
  ["file_path_keys", "file_stem_keys", "scene_title_keys"].map((table) =>
    db.prepare(`SELECT * FROM ${table}`).all(),
  );

const wordsIn = (db: DatabaseSync): unknown[] =>
  db.prepare("SELECT term, doc FROM scene_word_counts").all();

const isPageAfter = (detail: unknown, afterId: number): boolean =>
  JSON.stringify(detail) === JSON.stringify({ afterId, limit: 1_000 });

describe("search keys during a first sync", () => {
  let fixture: MirrorFixture;

  beforeEach(() => {
    fixture = createMirrorFixture();
    const { stash } = fixture;
    for (let id = 1; id <= scenes; id += 1) stash.addScene({ id, title: `Forest walk ${id}` });
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("are all there when a sync was killed while some waited", async () => {
    const { stash, file, folder, clock } = fixture;
    const killed = join(folder, "killed.db");
    stash.beforeCall = ({ detail }) => {
      if (!isPageAfter(detail, 11_000)) return;
      // What a kill leaves: the file and its log, without a farewell.
      copyFileSync(file, killed);
      copyFileSync(`${file}-wal`, `${killed}-wal`);
    };
    await fixture.mirror.follow();

    const store = openStore({ file: killed, logger: silentLogger, clock });
    const mirror = createStashMirror({ store, api: stash.api, logger: silentLogger, clock });
    const pathOf = (id: number): string => stash.scenes.get(id)?.files[0]?.path ?? "";
    const find = (id: number) => mirror.reader.index.filesByFoldedPath(pathOf(id).toLowerCase());
    expect(mirror.reader.detail(10_000)).not.toBeNull();
    expect(find(10_000)).toEqual([]);
    await mirror.follow();

    expect(find(10_000)).toHaveLength(1);
    expect(keysIn(store.db)).toEqual(keysIn(fixture.store.db));
    expect(wordsIn(store.db)).toEqual(wordsIn(fixture.store.db));
    await mirror.stop();
    store.close();
  });

  it("are written when Stash goes away in the middle", async () => {
    const { stash, mirror, store } = fixture;
    stash.beforeCall = ({ detail }) => {
      if (isPageAfter(detail, 11_000)) stash.problem = stashDown("Stash went away.");
    };

    await expect(mirror.follow()).rejects.toThrow("Stash went away.");

    expect(keysIn(store.db)[0]).toHaveLength(11_000);
  });

  it("follow a scene that is moved while its keys wait", async () => {
    const { stash, mirror } = fixture;
    stash.beforeCall = async ({ name, detail }) => {
      if (name !== "scenePage" || !isPageAfter(detail, 11_000)) return;
      stash.beforeCall = () => undefined;
      const scene = stash.scenes.get(9_500);
      if (scene === undefined) throw new Error("the scene is missing");
      stash.scenes.set(9_500, { ...scene, files: [fileOf(9_500, "/data/moved/Otter.mp4")] });
      await mirror.readScenes([9_500]);
    };
    const before = stash.scenes.get(9_500)?.files[0]?.path ?? "";

    await mirror.follow();

    const { index } = mirror.reader;
    expect(index.filesBySuffix(["moved", "otter.mp4"], 2)).toHaveLength(1);
    expect(index.filesByFoldedPath(before.toLowerCase())).toEqual([]);
  });

  it("become visible within a second", async () => {
    const { stash, mirror, clock } = fixture;
    const seen: number[] = [];
    stash.beforeCall = async ({ name, detail }) => {
      if (name !== "scenePage") return;
      await clock.advance(1_000);
      const { afterId } = detail as { afterId: number };
      const known = stash.scenes.get(afterId - 1_000)?.files[0]?.path;
      if (known === undefined) return;
      seen.push(mirror.reader.index.filesByFoldedPath(known.toLowerCase()).length);
    };

    await mirror.follow();

    expect(seen.length).toBeGreaterThanOrEqual(12);
    expect(new Set(seen)).toEqual(new Set([1]));
  });
});
