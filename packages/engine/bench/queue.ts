import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";

import { createSyncQueue } from "../src/reconcile/queue/create-sync-queue.ts";
import { priorities, type SyncQueue, type WorkRequest } from "../src/reconcile/queue.ts";
import { openStore } from "../src/store/open-store.ts";

const scenes = Number(process.env.BENCH_QUEUE_SCENES ?? 20_000);
/** As many events as one delivery of the plugin or one batch of the followers holds. */
const perBatch = 100;

const requestOf = (sceneId: number): WorkRequest => ({
  sceneId,
  priority: priorities.bulk,
  cause: "Scene.Update.Post",
});
const requests = Array.from({ length: scenes }, (_, at) => requestOf(at + 1));
const batches = Array.from({ length: Math.ceil(scenes / perBatch) }, (_, at) =>
  requests.slice(at * perBatch, (at + 1) * perBatch),
);

const row = (name: string, perSecond: number): void =>
  void process.stdout.write(
    `  ${name.padEnd(44)}${Math.round(perSecond).toString().padStart(16)} a second\n`,
  );

/** Scenes a second; the work has to leave so many rows waiting, else it was another work. */
function measure(queue: SyncQueue, name: string, waiting: number, work: () => void): void {
  const start = performance.now();
  work();
  const perSecond = scenes / ((performance.now() - start) / 1_000);
  const { ready } = queue.counts();
  if (ready !== waiting) throw new Error(`${name}: ${ready} rows wait, not ${waiting}`);
  row(name, perSecond);
}

const folder = mkdtempSync(join(tmpdir(), "stash2plex-bench-queue-"));
const store = openStore({
  file: join(folder, "stash2plex.db"),
  logger: silentLogger,
  clock: systemClock,
});
const queue = createSyncQueue({
  db: store.db,
  clock: systemClock,
  random: Math.random,
  workerId: "bench",
});
try {
  process.stdout.write(`Queue of ${scenes} scenes; each call outlives the process\n`);
  measure(queue, "enqueue, one scene a call", scenes, () => {
    for (const request of requests) queue.add([request]);
  });
  measure(queue, "enqueue again, one a call (coalesced)", scenes, () => {
    for (const request of requests) queue.add([request]);
  });
  queue.clear();
  measure(queue, `enqueue, ${perBatch} scenes a call`, scenes, () => {
    for (const batch of batches) queue.add(batch);
  });
  measure(queue, "take and finish, one at a time", 0, () => {
    for (let work = queue.take(1); work.length > 0; work = queue.take(1))
      for (const taken of work) queue.finish(taken, { kind: "done" });
  });
} finally {
  store.close();
  rmSync(folder, { recursive: true, force: true });
}
