import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

import { errorCode } from "../error-code.ts";
import { createFileRanking } from "./file-ranking.ts";
import { packPicture, unpackPicture } from "./kept-file.ts";

/** Finished pictures on disk, within a limit of bytes. Losing them costs time, never truth. */
export interface PictureFolder {
  /** Undefined when it is not there or cannot be read. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Never rejects: a full or read-only disk is said once and lived with. */
  set(key: string, bytes: Uint8Array): Promise<void>;
  /** Resolves when the files of earlier runs are counted and the limit holds. */
  readonly counted: Promise<void>;
}

export interface PictureFolderOptions {
  readonly folder: string;
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

const PICTURE = /^[0-9a-f]{64}\.picture$/;
/** Files that a stopped program left half written. */
const UNFINISHED = /^[0-9a-f]{64}\.[0-9a-f-]{36}\.tmp$/;

interface FoundFile {
  readonly name: string;
  readonly bytes: number;
  readonly usedAt: number;
}

const isMissing = (error: unknown): boolean => errorCode(error) === "ENOENT";

/** Two letters of the name make the folder: directories with 100,000 entries are slow on a NAS. */
const pathIn = (folder: string, name: string): string => join(folder, name.slice(0, 2), name);

/** Finds the pictures of earlier runs, and removes what was left half written then. */
async function findFiles(folder: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const entries = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const entry of entries) {
    const path = join(folder, entry);
    const name = basename(entry);
    if (UNFINISHED.test(name)) await rm(path, { force: true });
    else if (PICTURE.test(name)) {
      const { size, mtimeMs } = await stat(path);
      found.push({ name, bytes: size, usedAt: mtimeMs });
    }
  }
  return found.sort((a, b) => a.usedAt - b.usedAt);
}

async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const unfinished = path.replace(/picture$/, `${randomUUID()}.tmp`);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Opens the folder; files of earlier runs can be read at once, while they are still being counted. */
export function openPictureFolder(options: PictureFolderOptions): PictureFolder {
  const { folder, maxBytes, clock, logger } = options;
  const ranking = createFileRanking();
  let warned = false;
  const failed = (error: unknown): void => {
    if (warned) return;
    warned = true;
    const advice = "Finished pictures cannot be kept on disk; they are made anew. Check DATA_DIR";
    logger.warn(advice, { folder, error });
  };
  const makeRoom = async (): Promise<void> => {
    for (const name of ranking.overflow(maxBytes)) {
      await rm(pathIn(folder, name), { force: true }).catch(failed);
    }
  };
  // The time of use must survive a restart, and access times are switched off on most disks.
  const used = async (name: string, bytes: number): Promise<void> => {
    ranking.touch(name, bytes);
    const now = new Date(clock.now());
    await utimes(pathIn(folder, name), now, now).catch(() => undefined);
  };
  const nameOf = (key: string): string =>
    `${createHash("sha256").update(key).digest("hex")}.picture`;
  const counted = (async () => {
    try {
      ranking.addOlder(await findFiles(folder));
      await makeRoom();
    } catch (error) {
      failed(error);
    }
  })();
  return {
    counted,
    get: async (key) => {
      const name = nameOf(key);
      const file = await readFile(pathIn(folder, name)).catch(() => undefined);
      if (file === undefined) return undefined;
      const bytes = unpackPicture(file);
      if (bytes !== null) {
        await used(name, file.length);
        return bytes;
      }
      ranking.forget(name);
      await rm(pathIn(folder, name), { force: true }).catch(failed);
      return undefined;
    },
    set: async (key, bytes) => {
      const name = nameOf(key);
      const content = packPicture(bytes);
      if (content.length > maxBytes) return;
      try {
        await writeWhole(pathIn(folder, name), content);
        await used(name, content.length);
        warned = false;
        await makeRoom();
      } catch (error) {
        failed(error);
      }
    },
  };
}
