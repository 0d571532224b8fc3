import { basename, dirname, join } from "node:path";
import type fs from "node:fs/promises";

import { errorMessage } from "@stash2plex/shared/error-message";
import type { Logger } from "@stash2plex/shared/log";

import { errorCode } from "../../error-code.ts";

export type ReportDisk = Pick<typeof fs, "open" | "rename" | "rm">;

/** Programs of the same group may read it; titles are nobody else's business. */
const reportMode = 0o640;

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EACCES: "this program may not write there",
  EPERM: "this program may not write there",
  EROFS: "the disk can only be read",
  ENOENT: "its folder is not there",
  ENOTDIR: "its folder is not there",
  EISDIR: "it is a folder",
};

const reasonOf = (error: unknown): string => reasons[errorCode(error) ?? ""] ?? errorMessage(error);

async function writePieces(
  disk: ReportDisk,
  unfinished: string,
  pieces: AsyncIterable<string>,
): Promise<void> {
  // What a crash has left goes first, so that nothing is written through a link that somebody put there.
  await disk.rm(unfinished, { force: true });
  const file = await disk.open(unfinished, "wx", reportMode);
  try {
    for await (const piece of pieces) await file.write(piece);
    // A mask of the system may have taken the group away; shares of other systems know no modes.
    await file.chmod(reportMode).catch(() => undefined);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Writes a report whole or not at all: readers never see half of it. Never rejects; what goes wrong is a warning, and
 * the report of before stays.
 */
export async function writeReport(
  path: string,
  pieces: AsyncIterable<string>,
  { disk, logger }: { readonly disk: ReportDisk; readonly logger: Logger },
): Promise<void> {
  const unfinished = join(dirname(path), `.${basename(path)}.unfinished`);
  try {
    await writePieces(disk, unfinished, pieces);
    await disk.rename(unfinished, path);
  } catch (error) {
    logger.warn(
      `The report of gaps could not be written: ${reasonOf(error)}. Check GAPS_FILE; it is written anew after the next comparison`,
      { file: path },
    );
    await disk.rm(unfinished, { force: true }).catch(() => undefined);
  }
}
