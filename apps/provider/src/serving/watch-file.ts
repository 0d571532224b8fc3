import { type Stats, statSync } from "node:fs";
import { stat } from "node:fs/promises";

import type { Clock, Timer } from "@stash2plex/shared/clock";

export const WATCH_EVERY_MS = 2_000;

const stampOf = (stats: Stats | undefined): string =>
  stats === undefined ? "" : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;

/**
 * Calls back when a file was written, made or removed. By looking every two seconds: notifications of the system do
 * not cross the bind mounts of containers.
 */
export function watchSettingsFile(file: string, clock: Clock, onChange: () => void): () => void {
  let known = stampOf(statSync(file, { throwIfNoEntry: false }));
  let timer: Timer;
  let isEnded = false;
  const look = async (): Promise<void> => {
    const found = stampOf(await stat(file).catch(() => undefined));
    if (isEnded) return;
    const isChanged = found !== known;
    known = found;
    wait();
    if (isChanged) onChange();
  };
  const wait = (): void => {
    timer = clock.setTimeout(() => void look(), WATCH_EVERY_MS);
  };
  wait();
  return () => {
    isEnded = true;
    timer.cancel();
  };
}
