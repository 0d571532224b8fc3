import { DatabaseSync } from "node:sqlite";
import { errorMessage } from "@stash2plex/shared/error-message";

/** Held by the one process that works on the queue. */
export interface WorkerLock {
  release(): void;
}

/** SQLITE_BUSY in all its forms: the low byte tells. */
const isBusy = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "errcode" in error &&
  typeof error.errcode === "number" &&
  (error.errcode & 0xff) === 5;

/**
 * Takes the lock, or answers null while another process has it: an exclusive transaction on a file of its own, which
 * ends with its process, however that ends. Nothing has to be cleaned up after a crash.
 *
 * @param file such as `worker.lock` in `DATA_DIR`; made when missing
 * @throws Error in words when the file can be neither made nor locked
 */
export function acquireWorkerLock(file: string): WorkerLock | null {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    // An exclusive lock needs no content: the file stays empty, and so cannot be damaged.
    db.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    db?.close();
    if (isBusy(error)) return null;
    const reason = errorMessage(error);
    throw new Error(
      `The lock ${file} cannot be used (${reason}). Check that DATA_DIR can be written, or delete this file.`,
      { cause: error },
    );
  }
  const held = db;
  return {
    release: () => {
      if (held.isOpen) held.close();
    },
  };
}
