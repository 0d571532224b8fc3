import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StashEvent } from "@stash2plex/shared/events/hook";

/** What makes the name of a spool file its own. */
export interface SpoolStamp {
  readonly now: number;
  readonly pid: number;
  readonly random: number;
}

/**
 * Puts an event into the spool folder, to be delivered by whatever runs next. The file appears whole or not at all; no
 * two processes take one name.
 */
export function writeSpool(folder: string, event: StashEvent, stamp: SpoolStamp): void {
  mkdirSync(folder, { recursive: true });
  const name = `${stamp.now}-${stamp.pid}-${stamp.random.toString(36).slice(2, 10)}`;
  const draft = join(folder, `.${name}.tmp`);
  writeFileSync(draft, JSON.stringify(event), { flag: "wx", mode: 0o600 });
  renameSync(draft, join(folder, `${name}.json`));
}
