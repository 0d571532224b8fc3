import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";
import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";

import { openStore } from "../../store/open-store.ts";
import { createSyncQueue } from "./create-sync-queue.ts";

const program = new URL("../../../test/queue-hammer.ts", import.meta.url).pathname;
const kills = 200;
const atATime = 4;
const longestLifeMs = 60;
/** Far over what a turn takes, far below what the test takes. */
const leaseMs = 2_000;
const seed = 20_260_125;

/** Always the same course of instants (Lehmer's generator). */
const createChance = (start: number): (() => number) => {
  let state = start;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const linesOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".ledger"))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"));

const marked = (lines: readonly string[], mark: string): Set<string> =>
  new Set(lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length)));

describe("B17, B26, B36: processes killed at any instant", () => {
  it(`loses nothing and leaves no row stuck after ${kills} kills under load`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "stash2plex-killed-"));
    const file = join(folder, "stash2plex.db");
    const store = openStore({ file, logger: silentLogger, clock: systemClock });
    const chance = createChance(seed);
    let started = 0;
    const liveAndDie = async (): Promise<void> => {
      while (started < kills) {
        started += 1;
        const name = `worker${started}`;
        const ledger = join(folder, `${name}.ledger`);
        const args = [program, file, ledger, name, String(leaseMs)];
        const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
        const ended = once(child, "close");
        const isReady = await Promise.race([
          once(child.stdout, "data").then(() => true),
          ended.then(() => false),
        ]);
        expect(isReady).toBe(true);
        const lifeMs = chance() * longestLifeMs;
        await new Promise((resolve) => setTimeout(resolve, lifeMs));
        child.kill("SIGKILL");
        await ended;
      }
    };
    try {
      await Promise.all(Array.from({ length: atATime }, liveAndDie));

      // The last one comes when every lease has ended.
      const clock = { now: () => systemClock.now() + leaseMs };
      const last = createSyncQueue({ db: store.db, clock, random: Math.random, workerId: "last" });
      const overflowing = new Set<number>();
      const seen = new Set<string>();
      for (let works = last.take(100); works.length > 0; works = last.take(100)) {
        for (const work of works) {
          for (const cause of work.causes) seen.add(cause);
          if (work.causes.length >= 12) overflowing.add(work.sceneId);
          last.finish(work, { kind: "done" });
        }
      }
      expect(last.counts()).toMatchObject({ ready: 0, later: 0, running: 0, deadLetters: 0 });

      const lines = linesOf(folder);
      const answered = marked(lines, "a ");
      const worked = new Set([...marked(lines, "p "), ...seen]);
      expect(answered.size).toBeGreaterThan(kills);
      // A row keeps twelve causes; that one overflows is next to impossible, but would prove nothing.
      expect(overflowing.size).toBe(0);
      expect([...answered].filter((cause) => !worked.has(cause))).toEqual([]);
    } finally {
      store.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);
});
