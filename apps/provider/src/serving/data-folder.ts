import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { type StoreError, toStoreError } from "@stash2plex/engine/store";

export const databaseFile = (dataDir: string): string => join(dataDir, "stash2plex.db");

/**
 * Step by step: Node's own recursive way never ends where a folder says that nothing can be made in it, such as /proc
 * on Linux.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Writes and removes a file in the data folder; the sentence of what went wrong, or null. */
export function dataFolderProblem(dataDir: string): StoreError | null {
  const probe = join(dataDir, `.write-test-${process.pid}`);
  try {
    makeFolder(dataDir);
    writeFileSync(probe, "stash2plex");
    rmSync(probe);
    return null;
  } catch (error) {
    return toStoreError(error, databaseFile(dataDir));
  }
}

/** The sentence of what keeps us from writing, or null. Only asks: a probe must not wake a sleeping disk by writing. */
export function accessProblem(dataDir: string): string | null {
  try {
    accessSync(dataDir, constants.W_OK);
    return null;
  } catch (error) {
    return toStoreError(error, databaseFile(dataDir)).message;
  }
}
