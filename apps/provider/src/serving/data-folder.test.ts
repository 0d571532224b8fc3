import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, it } from "@jest/globals";

import { dataFolderProblem } from "./data-folder.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stash2plex-data-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it("is made with the folders above it", () => {
  const dataDir = join(folder, "a", "b", "c");
  expect([dataFolderProblem(dataDir), existsSync(dataDir)]).toEqual([null, true]);
});

it("has a problem below a file", () => {
  writeFileSync(join(folder, "file"), "");
  expect(dataFolderProblem(join(folder, "file", "data"))?.message).toContain(folder);
});

const onLinux = process.platform === "linux" ? it : it.skip;

onLinux("has a problem where nothing can be made", () => {
  expect(dataFolderProblem("/proc/stash2plex/data")?.message).toContain("/proc/stash2plex/data");
});
