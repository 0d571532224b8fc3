import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";
import { createTestClock } from "@stash2plex/simulators/test-clock";

import { openStore, type Store } from "../store/open-store.ts";
import { readBothSides } from "./read-sides.ts";

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stash2plex-sides-"));
  const clock = createTestClock();
  store = openStore({ file: join(folder, "stash2plex.db"), logger: silentLogger, clock });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function addSection(key: string, title: string, watched: number): void {
  store.db
    .prepare(
      `INSERT INTO plex_sections (key, uuid, title, type, agent, locations, watched)
         VALUES (?, ?, ?, 'movie', 'x', ?, ?)`,
    )
    .run(key, key, title, JSON.stringify([`/m/${key}`]), watched);
}

function addItem(id: number, section: string, files: readonly string[], deletedAt: number | null) {
  store.db
    .prepare(
      `INSERT INTO plex_items (id, section_key, guid, title, deleted_at, listing_digest)
         VALUES (?, ?, '', '', ?, '')`,
    )
    .run(id, section, deletedAt);
  files.forEach((file, position) => {
    store.db
      .prepare(
        `INSERT INTO plex_parts (item_id, position, part_id, file, size, duration)
           VALUES (?, ?, ?, ?, 7, 61500)`,
      )
      .run(id, position, id * 10 + position, file);
  });
}

describe("both mirrors", () => {
  beforeEach(() => {
    addSection("1", "Films", 1);
    addSection("2", "Clips", 1);
    addSection("3", "Family", 0);
    addItem(5, "1", ["/m/1/a.mp4", "/m/1/b.mp4"], null);
    addItem(6, "2", ["/m/2/c.mp4"], null);
    addItem(7, "1", ["/m/1/trash.mp4"], 1_000);
    const add = store.db.prepare(
      `INSERT INTO scene_files (scene_id, position, file_id, path, size, duration)
         VALUES (?, ?, ?, ?, 7, 61.5)`,
    );
    for (let scene = 1; scene <= 2_600; scene += 1) {
      for (const position of [0, 1]) add.run(scene, position, scene, `/d/${scene}/${position}.mp4`);
    }
  });

  it("are read whole, page by page, without what lies in the trash", () => {
    const sides = readBothSides(store.db, null);
    expect(sides?.plex).toEqual(
      ["/m/1/a.mp4", "/m/1/b.mp4", "/m/2/c.mp4"].map((path) => ({ path, size: 7, duration: 61.5 })),
    );
    expect(new Set(sides?.stash.map(({ path }) => path)).size).toBe(5_200);
    expect(sides).toMatchObject({ sections: ["Films", "Clips"], plexFolders: ["/m/1", "/m/2"] });
  });

  it.each([["2"], [" clips "]])("are read for the library %j alone", (section) => {
    const sides = readBothSides(store.db, section);
    expect(sides?.plex.map(({ path }) => path)).toEqual(["/m/2/c.mp4"]);
    expect(sides?.plexFolders).toEqual(["/m/2"]);
  });

  it.each([["Family"], ["9"]])("know no library %j", (section) => {
    expect(readBothSides(store.db, section)).toBeNull();
  });
});
