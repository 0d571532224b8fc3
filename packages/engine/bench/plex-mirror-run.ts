import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import { parsePathRules } from "@stash2plex/shared/paths";

import { createPlexMirror } from "../src/plex-mirror/create-plex-mirror.ts";
import { openStore } from "../src/store/open-store.ts";
import { createListingClient } from "./plex-listing-client.ts";

/** One run in a process of its own, so that memory and warm-up are those of a fresh program. */
export interface PlexFetchRun {
  readonly ms: number;
  /** Largest resident memory of the process, in MiB. */
  readonly peakMiB: number;
}

export interface PlexPassRun extends PlexFetchRun {
  /** A second pass, which finds nothing new. */
  readonly againMs: number;
  /** Longest time for which the thread was not free, in milliseconds. */
  readonly longestBlockMs: number;
  /** Microseconds for the items of a scene, for a path, and for the end of a path. */
  readonly micros: Readonly<Record<string, number>>;
  readonly bytes: number;
}

const peakMiB = (): number =>
  Number(/VmHWM:\s+(\d+)/u.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1_024;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const fetchOnly = async (url: string): Promise<PlexFetchRun> => {
  const client = createListingClient(url);
  const ms = await timed(async () => {
    let items = 0;
    for await (const page of client.sectionItems("1", { pageSize: 500 }))
      items += page.items.length;
    return items;
  });
  return { ms, peakMiB: peakMiB() };
};

/** Longest gap between two turns of the event loop while work is done. */
const longestBlock = async (work: () => Promise<unknown>): Promise<number> => {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return longest;
};

const microsOf = (work: (turn: number) => unknown): number => {
  const turns = 5_000;
  const began = performance.now();
  for (let turn = 0; turn < turns; turn += 1) work(turn);
  return ((performance.now() - began) / turns) * 1_000;
};

const pass = async (url: string): Promise<PlexPassRun> => {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-bench-"));
  const file = join(folder, "stash2plex.db");
  const store = openStore({ file, logger: silentLogger, clock: systemClock });
  const { rules } = parsePathRules([{ name: "films", plex: "/media", stash: "/data" }]);
  const mirror = createPlexMirror({
    store,
    pms: createListingClient(url),
    clock: systemClock,
    logger: silentLogger,
    identifier: "tv.plex.agents.custom.stash2plex",
    sections: () => [],
    rules: () => rules,
  });
  try {
    let ms = 0;
    const longestBlockMs = await longestBlock(async () => {
      ms = await timed(() => mirror.fullPass());
    });
    const peak = peakMiB();
    const againMs = await timed(() => mirror.fullPass());
    const { items } = mirror.reader.counts();
    const nameOf = (turn: number): string => {
      const n = (turn * 37) % items;
      return `lake ${n} at dawn, part ${n % 9}.mp4`;
    };
    const folderOf = (turn: number): string => `region ${((turn * 37) % items) % 300}`;
    const micros = {
      "items of a scene": microsOf((turn) => mirror.reader.itemsOfScene(1 + ((turn * 37) % items))),
      "item by path": microsOf((turn) =>
        mirror.reader.itemsByFoldedPath(`/media/nature/${folderOf(turn)}/${nameOf(turn)}`),
      ),
      "item by the end of its path": microsOf((turn) =>
        mirror.reader.itemsBySuffix([folderOf(turn), nameOf(turn)], 2),
      ),
    };
    return { ms, againMs, peakMiB: peak, longestBlockMs, micros, bytes: statSync(file).size };
  } finally {
    await mirror.stop();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const [, , mode, url = ""] = process.argv;
if (mode === "fetch") process.stdout.write(JSON.stringify(await fetchOnly(url)));
if (mode === "pass") process.stdout.write(JSON.stringify(await pass(url)));
