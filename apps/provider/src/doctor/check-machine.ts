import { statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";

import { errorMessage } from "@stash2plex/shared/error-message";

import { failure, type Finding, ok, unchecked, warning } from "./finding.ts";

const MEGABYTE = 1_048_576;
const SCARCE = 1_024 * MEGABYTE;
const FULL = 100 * MEGABYTE;

const sizeWords = (bytes: number): string =>
  bytes >= SCARCE
    ? `${(bytes / SCARCE).toFixed(1)} GB`
    : `${(bytes / MEGABYTE).toFixed(bytes < 10 * MEGABYTE ? 1 : 0)} MB`;

/** How many bytes are free where the data folder lies. */
export const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

export function judgeDisk(free: number): Finding {
  const left = `${sizeWords(free)} are free where the data folder lies.`;
  if (free >= SCARCE) return ok("disk", left);
  const remedy = "Make room there, or set DATA_DIR to a disk that has some.";
  return free >= FULL
    ? warning("disk", `Only ${left}`, remedy)
    : failure("disk", `Only ${left} The database may not be written any more.`, remedy);
}

/** Whether the database is sound; one that is not there yet is no fault. */
export function checkDatabase(file: string): Finding {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return unchecked("database", "There is no database yet.");
  const broken = (why: string): Finding =>
    failure(
      "database",
      `The database ${file} is damaged: ${why}.`,
      "Restart the provider: it sets the file aside and copies Stash and Plex anew. Look after the disk.",
    );
  try {
    const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    try {
      const row = db.prepare("PRAGMA quick_check(1)").get() ?? {};
      const said = String(Object.values(row)[0]);
      if (said !== "ok") return broken(said);
      return ok("database", `The database is sound (${sizeWords(size)}).`);
    } finally {
      db.close();
    }
  } catch (error) {
    return broken(errorMessage(error));
  }
}

/** What runs here. */
export const versionsFinding = (ours: string, node: string, platform: string): Finding =>
  ok("versions", `This is Stash2Plex ${ours} on Node ${node} (${platform}).`);
