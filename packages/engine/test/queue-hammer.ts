import { appendFileSync } from "node:fs";

import { silentLogger } from "@stash2plex/shared/log";
import { systemClock } from "@stash2plex/shared/clock";

import { createSyncQueue } from "../src/reconcile/queue/create-sync-queue.ts";
import { openStore } from "../src/store/open-store.ts";

/**
 * A process that adds work and works it off until it is killed. Arguments: the file, its ledger, its name, the length
 * of a lease. The ledger has a line for every add that was answered (`a <cause>`) and for every cause that a finished
 * run has seen (`p <cause>`).
 */
const [file = "", ledger = "", name = "", leaseMs = "0"] = process.argv.slice(2);
/** Few enough that edits meet, many enough that a row never has to drop a cause while a dead worker's lease lasts. */
const scenes = 3_000;

const store = openStore({ file, logger: silentLogger, clock: systemClock });
const queue = createSyncQueue({
  db: store.db,
  clock: systemClock,
  random: Math.random,
  workerId: name,
  leaseMs: Number(leaseMs),
});
const note = (lines: readonly string[]): void => {
  appendFileSync(ledger, `${lines.join("\n")}\n`);
};

process.stdout.write("ready\n");
for (let turn = 0; ; turn += 1) {
  const requests = [0, 1, 2].map((at) => ({
    sceneId: 1 + Math.floor(Math.random() * scenes),
    priority: at as 0 | 1 | 2,
    cause: `${name}-${turn}-${at}`,
  }));
  queue.add(requests);
  note(requests.map(({ cause }) => `a ${cause}`));
  for (const work of queue.take(3)) {
    note(work.causes.map((cause) => `p ${cause}`));
    queue.finish(work, { kind: "done" });
  }
}
