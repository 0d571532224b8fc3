import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { silentLogger, type Logger } from "@stash2plex/shared/log";
import { createTestClock, type TestClock } from "@stash2plex/simulators/test-clock";

import { createStashMirror } from "../src/stash-mirror/create-stash-mirror.ts";
import type { WritingMirror } from "../src/stash-mirror/writing-mirror.ts";
import { openStore, type Store } from "../src/store/open-store.ts";
import { createMemoryStash, type MemoryStash } from "./memory-stash.ts";

/** A mirror over a memory Stash, in a folder of its own, on a clock that the test moves. */
export interface MirrorFixture {
  readonly clock: TestClock;
  readonly stash: MemoryStash;
  readonly folder: string;
  readonly file: string;
  readonly mirror: WritingMirror;
  readonly store: Store;
  readonly log: { level: string; event: string }[];
  /** Stops the mirror and closes the store, as the end of the program does. */
  close(): Promise<void>;
  /** Closes everything and opens it again over the same file. */
  reopen(): Promise<void>;
  /** Closes everything and removes the folder. */
  dispose(): Promise<void>;
}

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

export const createMirrorFixture = (start?: number): MirrorFixture => {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-mirror-"));
  const file = join(folder, "stash2plex.db");
  const clock = createTestClock(start);
  const stash = createMemoryStash(clock);
  const log: { level: string; event: string }[] = [];
  const logger = recordingLogger(log);
  const open = () => {
    const store = openStore({ file, logger, clock });
    return { store, mirror: createStashMirror({ store, api: stash.api, logger, clock }) };
  };
  let current = open();
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await current.mirror.stop();
    current.store.close();
  };
  return {
    clock,
    stash,
    folder,
    file,
    log,
    get mirror() {
      return current.mirror;
    },
    get store() {
      return current.store;
    },
    close,
    reopen: async () => {
      await close();
      current = open();
      isOpen = true;
    },
    dispose: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
