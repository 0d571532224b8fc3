import type { Writable } from "node:stream";

import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";

const BAR_WIDTH = 30;

/** A bar that is drawn over itself; log lines clear it first (see the line sink of the logger). */
export function progressBar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  const numbers = `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} scenes`;
  return `\r\u001B[2K${bar} ${Math.floor(share * 100)} %  ${numbers}`;
}

/** Draws how far the first copy of Stash is. The mirror itself writes a log line every few seconds. */
export function createSyncBar(terminal: Writable): (status: MirrorStatus) => void {
  let isDrawn = false;
  return ({ phase, progress }) => {
    if (phase === "first-sync" && progress !== null && progress.total !== null) {
      terminal.write(progressBar(progress.done, progress.total));
      isDrawn = true;
    } else if (isDrawn) {
      terminal.write("\r\u001B[2K");
      isDrawn = false;
    }
  };
}
