import { systemClock } from "@stash2plex/shared/clock";
import { defaultItemSettings } from "@stash2plex/shared/item";
import { silentLogger } from "@stash2plex/shared/log";

import { createGaps } from "../src/gaps/create-gaps.ts";
import { compareEverything, type CompareReport } from "../src/gaps/gap.ts";
import { defaultMatchSettings } from "../src/matching/match-settings.ts";
import { createPlexMirrorReader } from "../src/plex-mirror/plex-mirror-reader.ts";
import { createMirrorReader } from "../src/stash-mirror/mirror-reader.ts";
import { openStore } from "../src/store/open-store.ts";
import { policyOf } from "../test/plan-fixture.ts";
import { buildLibrary, layouts } from "./gaps-library.ts";

/** One comparison: times in milliseconds. */
export interface GapRun {
  readonly report: CompareReport;
  readonly ms: number;
  /** What the thread itself worked: other programs on the machine do not count. */
  readonly workMs: number;
  /** The longest of its work between two pauses. */
  readonly longestBlockMs: number;
}

export interface GapFigures {
  readonly first: GapRun;
  /** The same once more: nothing has changed. */
  readonly again: GapRun;
  /** Both tables read once by SQL, and nothing done with it. */
  readonly readMs: number;
  readonly peakMiB: number;
}

const [mode, file = "", size = "0", layoutName] = process.argv.slice(2);
const layout = layouts.find((name) => name === layoutName) ?? "ours";

const workedMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

const never = (): (() => void) => () => undefined;

const measure = async (): Promise<GapFigures> => {
  const store = openStore({ file, logger: silentLogger, clock: systemClock });
  const { db } = store;
  const reader = createMirrorReader(store.openReader());
  let longest = 0;
  let resumedAt = workedMs();
  let pauses = 0;
  let peak = process.memoryUsage.rss();
  const pause = async (): Promise<void> => {
    longest = Math.max(longest, workedMs() - resumedAt);
    pauses += 1;
    // Asking for it takes longer than a short stretch.
    if (pauses % 20 === 0) peak = Math.max(peak, process.memoryUsage.rss());
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    resumedAt = workedMs();
  };
  const gaps = createGaps({
    db,
    mirror: {
      reader,
      status: () => ({
        phase: "ready",
        freshAsOf: 1,
        scenes: 0,
        files: 0,
        progress: null,
        stash: { reachable: true, version: null, problem: null, problemCode: null },
        frozen: null,
        lastFullPass: null,
        lastIdPass: null,
        storeProblem: null,
      }),
      onStatus: never,
      onChange: never,
      follow: () => Promise.resolve(),
      run: () => Promise.resolve(),
    },
    plex: {
      reader: createPlexMirrorReader(store.openReader()),
      status: () => ({
        phase: "ready",
        freshAsOf: 1,
        lastFullPass: 1,
        items: 0,
        progress: null,
        plex: { reachable: true, version: null, problem: null, problemCode: null },
      }),
      fullPass: () => Promise.resolve(),
      onChange: never,
    },
    queue: null,
    offReason: null,
    settings: {
      policy: () => policyOf(),
      itemSettings: () => defaultItemSettings,
      matchSettings: () => defaultMatchSettings,
      rules: () => [],
      isOurSection: () => true,
    },
    gapSettings: () => compareEverything,
    clock: systemClock,
    logger: silentLogger,
    pause,
  });
  const readBoth = (): number => {
    const began = performance.now();
    for (const sql of [
      "SELECT sum(length(path)) FROM scene_files",
      "SELECT sum(length(title)) FROM scenes",
      "SELECT sum(length(file)) FROM plex_parts",
      "SELECT sum(length(guid)) FROM plex_items",
    ])
      db.prepare(sql).get();
    return performance.now() - began;
  };
  const run = async (): Promise<GapRun> => {
    longest = 0;
    const began = performance.now();
    const worked = workedMs();
    resumedAt = worked;
    const report = await gaps.service.compare();
    const ms = performance.now() - began;
    return { report, ms, workMs: workedMs() - worked, longestBlockMs: longest };
  };
  readBoth();
  const readMs = readBoth();
  const first = await run();
  const again = await run();
  store.close();
  return { first, again, readMs, peakMiB: peak / 1_048_576 };
};

if (mode === "build") await buildLibrary(file, Number(size), layout);
else process.stdout.write(JSON.stringify(await measure()));
