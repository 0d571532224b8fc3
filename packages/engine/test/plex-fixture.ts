import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { silentLogger, type Logger } from "@stash2plex/shared/log";
import { parsePathRules, type PathRule } from "@stash2plex/shared/paths";
import { createTestClock, type TestClock } from "@stash2plex/simulators/test-clock";

import { createPlexMirror } from "../src/plex-mirror/create-plex-mirror.ts";
import type { PlexMirror, PlexMirrorChange } from "../src/plex-mirror/plex-mirror.ts";
import { openStore, type Store } from "../src/store/open-store.ts";
import { createMemoryPms, type MemoryPms } from "./memory-pms.ts";

export const ourIdentifier = "tv.plex.agents.custom.stash2plex";

/** A Plex mirror over a memory PMS, in a folder of its own, on a clock that the test moves. */
export interface PlexFixture {
  readonly clock: TestClock;
  readonly pms: MemoryPms;
  readonly mirror: PlexMirror;
  readonly store: Store;
  readonly log: { level: string; event: string }[];
  /** All changes since the fixture was made. */
  readonly changes: PlexMirrorChange[];
  /** Settings, read by the mirror at every round. */
  settings: { identifier: string; sections: string[]; rules: readonly PathRule[] };
  /** Rows that this connection has written so far. */
  written(): number;
  /** Stops the mirror and opens it again over the same file. */
  reopen(): Promise<void>;
  dispose(): Promise<void>;
}

export const rulesOf = (plex: string, stash: string): readonly PathRule[] =>
  parsePathRules([{ name: "films", plex, stash }]).rules;

const recordingLogger = (log: { level: string; event: string }[]): Logger => {
  const logger: Logger = {
    ...silentLogger,
    info: (event) => log.push({ level: "info", event }),
    warn: (event) => log.push({ level: "warn", event }),
    error: (event) => log.push({ level: "error", event }),
    child: () => logger,
  };
  return logger;
};

export const createPlexFixture = (): PlexFixture => {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-plex-mirror-"));
  const clock = createTestClock();
  const pms = createMemoryPms(clock);
  const log: { level: string; event: string }[] = [];
  const logger = recordingLogger(log);
  const changes: PlexMirrorChange[] = [];
  const settings: PlexFixture["settings"] = { identifier: ourIdentifier, sections: [], rules: [] };
  const open = () => {
    const store = openStore({ file: join(folder, "stash2plex.db"), logger, clock });
    const mirror = createPlexMirror({
      store,
      pms: pms.client,
      clock,
      logger,
      identifier: settings.identifier,
      sections: () => settings.sections,
      rules: () => settings.rules,
    });
    mirror.onChange((made) => changes.push(...made));
    return { store, mirror };
  };
  let current = open();
  const close = async (): Promise<void> => {
    await current.mirror.stop();
    current.store.close();
  };
  return {
    clock,
    pms,
    log,
    changes,
    settings,
    get mirror() {
      return current.mirror;
    },
    get store() {
      return current.store;
    },
    written: () => Number(current.store.db.prepare("SELECT total_changes() AS n").get()?.n),
    reopen: async () => {
      await close();
      current = open();
    },
    dispose: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** A part in the first folder of the sections that the memory PMS makes. */
export const partOf = (id: number, file: string) => ({
  id,
  file,
  size: 1_000_000 + id,
  duration: 60_000,
});
