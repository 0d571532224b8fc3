import { closeSync, openSync, unlinkSync } from "node:fs";
import process from "node:process";

import { fileAge } from "./file-age.js";

/** The worker touches its file every 5 s; older than this, it is gone. */
export const ALIVE_MS = 15_000;

const claim = (file: string): boolean => {
  try {
    closeSync(openSync(file, "wx"));
    return true;
  } catch {
    // Another process was faster, or nothing can be written here, and then a worker could not work either.
    return false;
  }
};

/** Whether this process is the one that has to start the worker: none runs, and no other process is just starting one. */
export function claimWorkerStart(aliveFile: string, now: number): boolean {
  const age = fileAge(aliveFile, now);
  if (age !== null && age < ALIVE_MS) return false;
  if (age !== null) {
    try {
      unlinkSync(aliveFile);
    } catch {
      return false;
    }
  }
  return claim(aliveFile);
}

export interface WorkerStart {
  readonly program: string;
  /** `server_connection` as Stash sent it; kept off the command line, which everybody can read. */
  readonly connection: unknown;
}

/** Starts the worker on its own: Stash waits for every process that holds its pipes (docs/reference/stash.md, fact 11). */
export function startWorker({ program, connection }: WorkerStart): void {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn(process.execPath, [program, "worker"], {
    detached: true,
    stdio: "ignore",
    windowsHide: true,
    env: { ...process.env, STASH2PLEX_CONNECTION: JSON.stringify(connection) },
  });
  child.once("error", () => undefined);
  child.unref();
}
