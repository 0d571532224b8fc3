import { parentPort, workerData } from "node:worker_threads";

import { createStashApi } from "@stash2plex/shared/stash";

import { hostMirror } from "../src/stash-mirror/mirror-worker-host.ts";
import type { MirrorWorkerData } from "../src/stash-mirror/worker-messages.ts";

if (parentPort === null) throw new Error("This program runs in a worker thread.");

hostMirror(parentPort, workerData as MirrorWorkerData<{ url: string }>, ({ url }, logger) =>
  createStashApi({ url, apiKey: null, logger }),
);
