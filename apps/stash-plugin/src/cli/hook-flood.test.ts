import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { coalesceEvents } from "@stash2plex/shared/events";

import { startEventServer } from "../../test/event-server.js";
import { makeHookFolder } from "../../test/hook-folder.js";
import { editOf } from "../../test/recordings.js";

const PROCESSES = 1_000;
const AT_A_TIME = 50;
const SCENES = 100;

it("B2, L1: loses none of 1,000 hooks, 50 at a time, while the provider goes and comes back", async () => {
  const folder = makeHookFolder();
  const server = await startEventServer();
  folder.provider(server.url);
  // No worker shall take anything away: what is kept is counted at the end.
  const keepAlive = setInterval(() => writeFileSync(join(folder.data, "worker.alive"), ""), 1_000);
  try {
    let next = 0;
    const codes: (number | null)[] = [];
    const lane = async (): Promise<void> => {
      while (next < PROCESSES) {
        const at = next++;
        if (at === 400) server.mood = "drops";
        if (at === 800) server.mood = "takes";
        const { code } = await folder.run(editOf((at % SCENES) + 1, ["id", `field_${at}`]));
        codes.push(code);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, lane));
    expect(codes).toEqual(Array.from({ length: PROCESSES }, () => 0));
    const kept = folder.spooled();
    expect(kept.length).toBeGreaterThan(0);
    expect(server.events.length).toBeGreaterThan(0);
    const all = [...server.events, ...kept];
    // Each sent a field of its own, so each can be told from the others.
    expect(new Set(all.flatMap(({ fields = [] }) => fields)).size).toBe(PROCESSES + 1);
    // On a busy machine the provider may take an event and answer too late: it is then kept as well, which does no harm.
    expect(all.length).toBeGreaterThanOrEqual(PROCESSES);
    expect(coalesceEvents(all)).toHaveLength(SCENES);
  } finally {
    clearInterval(keepAlive);
    await server.close();
    folder.remove();
  }
}, 180_000);
