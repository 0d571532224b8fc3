import { appendFileSync, renameSync } from "node:fs";

import { fileSize } from "./file-age.js";

const MOST_BYTES = 1_000_000;

/** Appends a line to the log of the worker, which has no terminal; one older file of the same size is kept. */
export function appendWorkerLog(file: string, now: number, level: string, text: string): void {
  try {
    if (fileSize(file) > MOST_BYTES) renameSync(file, `${file}.1`);
    appendFileSync(file, `${new Date(now).toISOString()} ${level} ${text}\n`, { mode: 0o600 });
  } catch {
    // A full disk must not end the work.
  }
}
