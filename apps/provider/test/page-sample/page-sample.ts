import { systemClock } from "@stash2plex/shared/clock";
import { Router } from "express";

import { createLiveStream } from "../../src/ui/live/live-stream.ts";
import type { SceneFace } from "../../src/ui/ui-deps.ts";
import { version } from "../../src/version.ts";
import { type AdminHarness, readyMirror, START, startAdminHarness } from "../admin-harness.ts";
import { createMemoryGapService } from "../memory-gap-service.ts";
import {
  createMemorySyncService,
  deadLetter,
  type MemorySyncService,
  queueRow,
  quietStatus,
} from "../memory-sync-service.ts";
import { sampleGaps, sceneTitles } from "./sample-gaps.ts";
import { sampleJobs } from "./sample-jobs.ts";
import { drawing } from "./sample-pictures.ts";

const minute = 60_000;
const hour = 60 * minute;

export interface PageSample extends AdminHarness {
  readonly service: MemorySyncService;
  /** Jobs that were begun, by name. */
  readonly begun: string[];
}

/** Both sides of a small library, with a gap of each kind, work under way, and a fixed time. */
export async function startPageSample(): Promise<PageSample> {
  const service = createMemorySyncService();
  service.current = {
    ...quietStatus,
    queue: { ready: 3, later: 1, running: 1, deadLetters: 1, oldestAt: START - 5 * minute },
    plex: {
      ...quietStatus.plex,
      items: 1_190,
      freshAsOf: START - 9_000,
      lastFullPass: START - 8 * minute,
      plex: { reachable: true, version: "1.43.1.10611", problem: null, problemCode: null },
    },
    doorbell: { listening: true, lastHeard: START - 4 * minute },
    done: 412,
    failed: 1,
    lastDoneAt: START - 2 * minute,
  };
  service.rows = [
    { ...queueRow(107), running: true, causes: ["Scene.Update.Post", "adopt-gap"] },
    { ...queueRow(102), dueAt: START + 20_000 },
    {
      ...queueRow(101),
      causes: ["follow"],
      dueAt: START + 12 * minute,
      waitingSince: START - 40 * minute,
    },
  ];
  service.letters = [{ ...deadLetter(1), sceneId: 108, diedAt: START - 3 * hour }];
  const gaps = createMemoryGapService(sampleGaps());
  gaps.agreeing = 1_183;
  gaps.asOf = START - 8 * minute;
  const begun: string[] = [];
  const pictures = Router().get("/images/scene-snapshot/:id/:name", async (request, response) => {
    response.type("jpeg").send(await drawing(Number(request.params.id)));
  });
  const scene = (id: number): SceneFace | null => {
    const title = sceneTitles.get(id);
    return title === undefined ? null : { title, picture: `/images/scene-snapshot/${id}/1-1.jpg` };
  };
  const sync = { service: () => service, offReason: () => "" };
  const jobs = sampleJobs((name) => begun.push(name));
  const live = createLiveStream({
    source: { mirrorStatus: () => harness.mirror },
    journal: { lastAt: () => harness.journal.lastAt() },
    sync,
    jobs,
    gaps,
    clock: systemClock,
  });
  const harness: AdminHarness = await startAdminHarness(
    {
      plexUrl: "http://plex:32400",
      sync,
      jobs,
      live,
      scene,
      sections: () => ["Nature", "Concerts"],
    },
    gaps,
    pictures,
    version,
  );
  harness.mirror = { ...readyMirror, scenes: 1_185, files: 1_207 };
  harness.rules = [
    { name: "films", plex: "/data/films", stash: "/mnt/media", refused: null },
    { name: "concerts", plex: "/data/concerts", stash: "/mnt/media/releases", refused: null },
  ];
  await askAsPlex(harness);
  const closeServer = harness.close.bind(harness);
  return Object.assign(harness, {
    service,
    begun,
    close: () => {
      live.close();
      return closeServer();
    },
  });
}

/** What Plex has asked for lately. */
async function askAsPlex(harness: AdminHarness): Promise<void> {
  const files = [
    "Copper Beech Films/Moths in the Dunes [1080p].mkv",
    "Holiday/Harbour at Noon.mp4",
    "Red Brick Nature Unit/Herons in the Rain/video.mp4",
  ];
  for (const filename of files) {
    await harness.ask("/library/metadata/matches?type=1", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ filename }),
    });
  }
  await harness.ask("/library/metadata/scene-77");
}
