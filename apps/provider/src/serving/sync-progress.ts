import type { Writable } from "node:stream";

import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";
import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";

const LINE_EVERY_MS = 5_000;
const BAR_WIDTH = 30;

/** A bar that is drawn over itself; log lines clear it first (see the line sink of the logger). */
export function progressBar(done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  const numbers = `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} scenes`;
  return `\r\u001B[2K${bar} ${Math.floor(share * 100)} %  ${numbers}`;
}

/** Tells how far the first copy of Stash is: a bar on a terminal, else a line every few seconds. */
export function createSyncProgress(deps: {
  readonly logger: Logger;
  readonly clock: Pick<Clock, "now">;
  readonly terminal: Writable | null;
}): (status: MirrorStatus) => void {
  let began: number | null = null;
  let lastLine = -Infinity;
  const copying = ({ progress }: MirrorStatus): void => {
    if (progress === null) return;
    const { done, total } = progress;
    const now = deps.clock.now();
    began ??= now;
    if (deps.terminal !== null && total !== null) {
      deps.terminal.write(progressBar(done, total));
      return;
    }
    if (now - lastLine < LINE_EVERY_MS) return;
    lastLine = now;
    const seconds = (now - began) / 1_000;
    const perSecond = seconds > 0 ? { perSecond: Math.round(done / seconds) } : {};
    deps.logger.info("Copying Stash", { done, total, ...perSecond });
  };
  return (status) => {
    if (status.phase === "first-sync") copying(status);
    else if (began !== null && status.phase === "ready") {
      began = null;
      if (deps.terminal !== null) deps.terminal.write("\r\u001B[2K");
    }
  };
}
