import { closeSync, existsSync, openSync, writeSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { createMirrorFixture, type MirrorFixture } from "../../test/mirror-fixture.ts";

const pageBytes = 4_096;

const lastLeafOf = (db: DatabaseSync, table: string): number =>
  Number(
    db
      .prepare("SELECT max(pageno) AS page FROM dbstat WHERE name = ? AND pagetype = 'leaf'")
      .get(table)?.page,
  );

const overwritePage = (file: string, page: number): void => {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(pageBytes, 0xff), 0, pageBytes, (page - 1) * pageBytes);
  closeSync(handle);
};

describe("a mirror whose file fails", () => {
  let fixture: MirrorFixture;

  beforeEach(async () => {
    fixture = createMirrorFixture();
    for (let id = 1; id <= 20; id += 1) fixture.stash.addScene({ id });
    await fixture.mirror.follow();
  });
  afterEach(async () => {
    await fixture.dispose();
  });

  it("says that the disk is full, keeps answering, and goes on by itself when there is room", async () => {
    const { stash, store, mirror, log } = fixture;
    const pages = Number(store.db.prepare("PRAGMA page_count").get()?.page_count);
    store.db.exec(`PRAGMA max_page_count = ${pages}`);
    stash.addScene({ id: 30, details: "x".repeat(2_000_000) });

    await expect(mirror.follow()).rejects.toMatchObject({ name: "StoreError", code: "disk-full" });
    expect(mirror.status().storeProblem).toContain("is full");
    expect(log.filter((line) => line.level === "warn")).toHaveLength(1);
    expect(mirror.reader.detail(7)?.scene.title).toBe("Lake 7");
    expect(mirror.reader.detail(30)).toBeNull();

    store.db.exec("PRAGMA max_page_count = 1000000");
    await mirror.follow();
    expect(mirror.status().storeProblem).toBeNull();
    expect(mirror.reader.detail(30)).not.toBeNull();
  });

  it("notes damage for the next start, which begins anew", async () => {
    const { stash, file } = fixture;
    for (let id = 31; id <= 60; id += 1) stash.addScene({ id, details: "x".repeat(3_000) });
    await fixture.mirror.follow();
    const page = lastLeafOf(fixture.store.db, "scenes");
    await fixture.close();
    overwritePage(file, page);
    await fixture.reopen();
    expect(fixture.mirror.status()).toMatchObject({ phase: "ready", scenes: 50 });
    for (let id = 1; id <= 60; id += 1)
      if (stash.scenes.has(id)) stash.editScene(id, { code: "A" });

    await expect(fixture.mirror.follow()).rejects.toMatchObject({ code: "damaged" });
    expect(fixture.mirror.status().storeProblem).toContain("restart Stash2Plex");
    expect(existsSync(`${file}.damaged`)).toBe(true);

    await fixture.reopen();
    expect(fixture.store.notices).toEqual([expect.stringContaining("was damaged")]);
    await fixture.mirror.follow();
    expect(fixture.mirror.status()).toMatchObject({ phase: "ready", scenes: 50 });
  });
});
