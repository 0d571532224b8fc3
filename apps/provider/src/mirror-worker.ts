import { parentPort, workerData } from "node:worker_threads";

import { hostMirror, type MirrorWorkerData } from "@stash2plex/engine/stash-mirror";

import { connectToStash, type StashConnection } from "./stash-connection.ts";

if (parentPort === null) throw new Error("This program runs in a worker thread.");

hostMirror(parentPort, workerData as MirrorWorkerData<StashConnection>, connectToStash);
