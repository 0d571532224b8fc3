import { parentPort, workerData } from "node:worker_threads";

import { systemClock } from "@stash2plex/shared/clock";

import { hostMirror } from "../src/stash-mirror/mirror-worker-host.ts";
import type { TenantPremises, ThreadTenant } from "../src/stash-mirror/thread-tenant.ts";
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

/** Says back what it hears, and how many scenes lie in the file that it shares. */
const openEcho = ({ mirror, data: plain, post }: TenantPremises): ThreadTenant => ({
  start: () => post("started"),
  call: (name, args) =>
    name === "scenes"
      ? Promise.resolve({ plain, args, scenes: mirror.reader.sceneIds(0, 10_000).length })
      : Promise.reject(new Error(`No ${name} here.`)),
  receive: post,
  stop: () => Promise.resolve(),
});

const connect = (options: MemoryWorkerOptions) => {
  const stash = createMemoryStash(systemClock);
  for (let id = 1; id <= options.scenes; id += 1) stash.addScene({ id });
  stash.beforeCall = ({ name, detail }) => {
    if (name !== "scenesByBaseName") return;
    if (detail === options.deadlyName) process.exit(3);
    if (detail === "refused.mp4") throw stashDown("Stash refused.");
  };
  return stash.api;
};

hostMirror(parentPort, data, connect, openEcho);
