import { unwatchFile, watchFile } from "node:fs";

const EVERY_MS = 2_000;

/**
 * Calls back when a file was written, made or removed. By polling: notifications of the system do not cross the bind
 * mounts of containers. Never keeps the process alive.
 */
export function watchSettingsFile(file: string, onChange: () => void): () => void {
  const listener = (
    now: { mtimeMs: number; size: number },
    before: { mtimeMs: number; size: number },
  ): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) onChange();
  };
  watchFile(file, { persistent: false, interval: EVERY_MS }, listener);
  return () => unwatchFile(file, listener);
}
