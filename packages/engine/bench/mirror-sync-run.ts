import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import { createStashApi, type SceneRecord } from "@stash2plex/shared/stash";

import { decide } from "../src/matching/ladder.ts";
import { defaultMatchSettings } from "../src/matching/match-settings.ts";
import type { SceneIndex } from "../src/matching/scene-index.ts";
import { relatedPageSize } from "../src/stash-mirror/related-intake.ts";
import { relatedKinds } from "../src/stash-mirror/related-tables.ts";
import { startMirrorWorker } from "../src/stash-mirror/start-mirror-worker.ts";
import type { MirrorStatus } from "../src/stash-mirror/mirror-status.ts";
import type { StashMirror } from "../src/stash-mirror/stash-mirror.ts";
import { openStore } from "../src/store/open-store.ts";

/** A first sync in a process of its own, so that memory and warm-up are those of a fresh program. */
export interface PlainSyncRun {
  readonly ms: number;
  /** Largest resident memory of the process, in MiB. */
  readonly peakMiB: number;
}

/** The same while matches are answered, and what comes after it. */
export interface SyncRun extends PlainSyncRun {
  readonly matchDuringSync: Latency;
  readonly matchDuringFullPass: Latency;
  readonly fullPassMs: number;
  readonly idPassMs: number;
  readonly restartMs: number;
  readonly bytes: number;
}

export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

const isSource = import.meta.url.endsWith(".ts");
const scenesPerPage = 1_000;
/** A hundred matches a second: far more than a scan of Plex asks for. */
const matchEveryMs = 10;

const peakMiB = (): number =>
  Number(/VmHWM:\s+(\d+)/u.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? 0) / 1_024;

/** The same requests as a first sync, in the same order, thrown away. */
const fetchOnly = async (url: string): Promise<number> => {
  const api = createStashApi({ url, apiKey: null, logger: silentLogger });
  const began = performance.now();
  for (const kind of relatedKinds) {
    for (let page = 1; ; page += 1) {
      const records = await api.relatedPage(kind, { page, perPage: relatedPageSize });
      if (records.length < relatedPageSize) break;
    }
  }
  await api.counts();
  for (let afterId = 0; ;) {
    const scenes: readonly SceneRecord[] = await api.scenePage({ afterId, limit: scenesPerPage });
    const last = scenes.at(-1);
    if (scenes.length < scenesPerPage || last === undefined) break;
    afterId = last.id;
  }
  const ms = performance.now() - began;
  await api.close();
  return ms;
};

const latencyOf = (times: number[]): Latency => {
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), worst: at(1) };
};

/** Decides a match every few milliseconds; time counts from when it was due, so that a blocked thread shows. */
const matchMeanwhile = async (
  index: SceneIndex,
  names: readonly string[],
  work: () => Promise<unknown>,
): Promise<Latency> => {
  const times: number[] = [];
  let turn = 0;
  let due = performance.now() + matchEveryMs;
  let timer = setTimeout(tick, matchEveryMs);
  function tick(): void {
    const filename = names[turn % names.length] ?? "none.mp4";
    turn += 1;
    decide(
      { type: 1, filename, manual: false, includeAdult: true },
      { index, rules: [], settings: defaultMatchSettings },
    );
    times.push(performance.now() - due);
    due = performance.now() + matchEveryMs;
    timer = setTimeout(tick, matchEveryMs);
  }
  await work();
  clearTimeout(timer);
  return latencyOf(times);
};

const untilStatus = (mirror: StashMirror, isIt: (status: MirrorStatus) => boolean): Promise<void> =>
  new Promise((resolve) => {
    const forget = mirror.onStatus((status) => {
      if (!isIt(status)) return;
      forget();
      resolve();
    });
  });

/** The thread says how it is when its program is loaded: fetching alone is not timed from earlier either. */
const untilLoaded = (mirror: StashMirror): Promise<void> => untilStatus(mirror, () => true);

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Names as Plex would send them: below the library folder. */
const sampleNames = async (url: string): Promise<string[]> => {
  const api = createStashApi({ url, apiKey: null, logger: silentLogger });
  const scenes = await api.scenePage({ afterId: 0, limit: 300 });
  await api.close();
  return scenes.flatMap((scene) =>
    scene.files.map((file) => file.path.split(/[\\/]/u).slice(-3).join("/")),
  );
};

const openMirror = (url: string, file: string) => {
  const store = openStore({ file, logger: silentLogger, clock: systemClock });
  const mirror = startMirrorWorker({
    store,
    workerUrl: new URL(isSource ? "./mirror-thread.ts" : "./mirror-thread.js", import.meta.url),
    stash: { url },
    logger: silentLogger,
    clock: systemClock,
  });
  return { store, mirror };
};

const firstSync = (mirror: StashMirror): Promise<number> =>
  timed(async () => {
    const ready = untilStatus(mirror, ({ phase }) => phase === "ready");
    mirror.start();
    await ready;
  });

/** Nothing but the first sync: what is compared with fetching alone. */
const plainSyncRun = async (url: string, file: string): Promise<PlainSyncRun> => {
  const { store, mirror } = openMirror(url, file);
  await untilLoaded(mirror);
  const ms = await firstSync(mirror);
  const peak = peakMiB();
  await mirror.stop();
  store.close();
  return { ms, peakMiB: peak };
};

const syncRun = async (url: string, file: string): Promise<SyncRun> => {
  const names = await sampleNames(url);
  const { store, mirror } = openMirror(url, file);
  await untilLoaded(mirror);
  let ms = 0;
  const matchDuringSync = await matchMeanwhile(mirror.reader.index, names, async () => {
    ms = await firstSync(mirror);
  });
  const peak = peakMiB();
  const idPassMs = await timed(() => mirror.run("id-pass"));
  let fullPassMs = 0;
  const matchDuringFullPass = await matchMeanwhile(mirror.reader.index, names, async () => {
    fullPassMs = await timed(() => mirror.run("full-pass"));
  });
  const lastId = mirror.reader.sceneIds(mirror.status().scenes - 2, 1)[0] ?? 1;
  await mirror.stop();
  store.close();
  const bytes = statSync(file).size;
  const began = performance.now();
  const again = openMirror(url, file);
  if (again.mirror.reader.detail(lastId) === null) throw new Error("the restarted mirror is empty");
  const restartMs = performance.now() - began;
  await again.mirror.stop();
  again.store.close();
  return {
    ms,
    peakMiB: peak,
    matchDuringSync,
    matchDuringFullPass,
    fullPassMs,
    idPassMs,
    restartMs,
    bytes,
  };
};

/** The file of a mirror, for as long as the work takes. */
const inFolder = async <T>(work: (file: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-bench-"));
  try {
    return await work(join(folder, "stash2plex.db"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const modes: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
  fetch: fetchOnly,
  "plain-sync": (url) => inFolder((file) => plainSyncRun(url, file)),
  sync: (url) => inFolder((file) => syncRun(url, file)),
};

const [, , mode = "", url = ""] = process.argv;
const run = modes[mode];
if (run !== undefined) process.stdout.write(JSON.stringify(await run(url)));
