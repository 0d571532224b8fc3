import { mkdtemp, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";
import { createTestClock } from "@stash2plex/simulators/test-clock";

import { openPictureFolder, type PictureFolder } from "./picture-folder.ts";

const clock = createTestClock();
const DIGEST = 32;
let folder: string;
let warnings: string[];

const open = (maxBytes: number, at = folder): PictureFolder =>
  openPictureFolder({
    folder: at,
    maxBytes,
    clock,
    logger: { ...silentLogger, warn: (event: string) => warnings.push(event) },
  });
const block = (fill: number): Uint8Array => new Uint8Array(1000 - DIGEST).fill(fill);
const filesIn = async (at: string): Promise<string[]> =>
  (await readdir(at, { recursive: true })).filter((name) => name.includes("."));
const onlyFile = async (): Promise<string> => join(folder, (await filesIn(folder))[0] ?? "");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pictures-"));
  warnings = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe("finished pictures on disk", () => {
  it("are there after a restart, byte for byte", async () => {
    await open(10_000).set("a", block(7));
    expect(Uint8Array.from((await open(10_000).get("a")) ?? [])).toEqual(block(7));
    expect(await open(10_000).get("b")).toBeUndefined();
  });

  it("stay within the limit; the one unused for longest goes first", async () => {
    const kept = open(3_000);
    for (const key of ["a", "b", "c"]) await kept.set(key, block(1));
    await kept.get("a");
    await kept.set("d", block(1));
    expect(await kept.get("b")).toBeUndefined();
    expect(await kept.get("a")).toBeDefined();
    expect(await filesIn(folder)).toHaveLength(3);
  });

  it("are counted and ranked by their last use after a restart", async () => {
    const before = open(3_000);
    for (const key of ["a", "b", "c"]) {
      await before.set(key, block(1));
      await clock.advance(60_000);
    }
    await before.get("a");
    const after = open(2_000);
    await after.counted;
    expect(await after.get("b")).toBeUndefined();
    expect(await after.get("a")).toBeDefined();
    expect(await after.get("c")).toBeDefined();
  });

  it("that were written again count once", async () => {
    const kept = open(2_000);
    await kept.set("a", block(1));
    for (let round = 0; round < 5; round += 1) await kept.set("b", block(round));
    expect(await kept.get("a")).toBeDefined();
  });

  it("that are larger than everything allowed are not kept", async () => {
    await open(500).set("a", block(1));
    expect(await filesIn(folder)).toEqual([]);
  });

  it("that were damaged are made anew, not served", async () => {
    const kept = open(10_000);
    await kept.set("a", block(1));
    await truncate(await onlyFile(), 500);
    expect(await kept.get("a")).toBeUndefined();
    expect(await filesIn(folder)).toEqual([]);
  });

  it("leave nothing half written behind", async () => {
    await open(10_000).set("a", block(1));
    const unfinished = (await onlyFile()).replace(/picture$/, `${crypto.randomUUID()}.tmp`);
    await writeFile(unfinished, "half");
    await open(10_000).counted;
    await expect(stat(unfinished)).rejects.toThrow("ENOENT");
    expect(await filesIn(folder)).toHaveLength(1);
  });

  it("do without a disk that cannot be written, and say so once", async () => {
    const file = join(folder, "in-the-way");
    await writeFile(file, "");
    const kept = open(10_000, join(file, "images"));
    await kept.counted;
    await kept.set("a", block(1));
    await kept.set("b", block(1));
    expect(await kept.get("a")).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("DATA_DIR");
  });
});
