import { parentPort, workerData } from "node:worker_threads";

import { systemClock } from "@stash2plex/shared/clock";

import { hostMirror } from "../src/stash-mirror/mirror-worker-host.ts";
import type { MirrorWorkerData } from "../src/stash-mirror/worker-messages.ts";
import { createMemoryStash, stashDown } from "./memory-stash.ts";

/** How the memory Stash in the thread is filled. */
export interface MemoryWorkerOptions {
  readonly scenes: number;
  /** Asking for this base name makes the thread die. */
  readonly deadlyName: string;
}

const data = workerData as MirrorWorkerData<MemoryWorkerOptions>;
if (parentPort === null) throw new Error("This file runs in a worker thread.");

hostMirror(parentPort, data, (options) => {
  const stash = createMemoryStash(systemClock);
  for (let id = 1; id <= options.scenes; id += 1) stash.addScene({ id });
  stash.beforeCall = ({ name, detail }) => {
    if (name !== "scenesByBaseName") return;
    if (detail === options.deadlyName) process.exit(3);
    if (detail === "refused.mp4") throw stashDown("Stash refused.");
  };
  return stash.api;
});
