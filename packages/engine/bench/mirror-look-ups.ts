import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemClock } from "@stash2plex/shared/clock";
import { defaultItemSettings, desiredItem } from "@stash2plex/shared/item";
import { silentLogger } from "@stash2plex/shared/log";
import { baseNameOf, foldedSegments, foldPath } from "@stash2plex/shared/paths";

import { stemKey } from "../src/matching/stem.ts";
import { titleTokens } from "../src/matching/title-tokens.ts";
import { createFirstSyncKeys } from "../src/stash-mirror/first-sync-keys.ts";
import { createMirrorReader } from "../src/stash-mirror/mirror-reader.ts";
import { createMirrorWriter } from "../src/stash-mirror/mirror-writer.ts";
import type { MirrorReader } from "../src/stash-mirror/stash-mirror.ts";
import { openStore } from "../src/store/open-store.ts";
import {
  oshashOfScene,
  pathOfScene,
  performerRecords,
  sceneRecord,
  studioRecords,
  tagRecords,
} from "./mirror-records.ts";

/** What one library cost: times in microseconds. */
export interface LookUpFigures {
  readonly scenes: number;
  readonly writeMsPerThousand: number;
  readonly bytes: number;
  readonly restartMs: number;
  readonly micros: Readonly<Record<string, number>>;
}

const samples = 4_000;
const scenesPerPage = 1_000;

/** Writes as a first sync does. Answers the milliseconds for 1,000 scenes. */
export const fillMirror = (file: string, scenes: number): number => {
  const store = openStore({ file, logger: silentLogger, clock: systemClock });
  const writer = createMirrorWriter(store.db);
  const keys = createFirstSyncKeys({ writer, clock: systemClock, pause: () => Promise.resolve() });
  let writing = 0;
  const write = (work: () => void): void => {
    const began = performance.now();
    work();
    writing += performance.now() - began;
  };
  writer.putRelated("performer", performerRecords());
  writer.putRelated("tag", tagRecords());
  writer.putRelated("studio", studioRecords());
  writer.beginFill();
  for (let first = 1; first <= scenes; first += scenesPerPage) {
    const count = Math.min(scenesPerPage, scenes - first + 1);
    const page = Array.from({ length: count }, (_, index) => sceneRecord(first + index));
    write(() => {
      const storePoint = (): void => {
        writer.meta.set("sync", keys.pointAt(first + count - 1));
      };
      writer.putScenes(page, storePoint, keys.mode());
    });
  }
  write(() => {
    keys.finish();
    for (const step of writer.endFill) step();
  });
  writer.meta.set("sync", { step: "done" });
  store.close();
  return (writing / scenes) * 1_000;
};

const microsOf = (scenes: number, lookUp: (id: number) => unknown): number => {
  const ids = Array.from({ length: samples }, (_, index) => 1 + ((index * 7_919_191) % scenes));
  for (const id of ids.slice(0, 500)) lookUp(id);
  const began = performance.now();
  for (const id of ids) {
    if (lookUp(id) === null) throw new Error(`nothing found for scene ${id}`);
  }
  return ((performance.now() - began) * 1_000) / samples;
};

const some = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);

const lookUpTimes = (reader: MirrorReader, scenes: number): Record<string, number> => {
  const { index } = reader;
  const time = (lookUp: (id: number) => unknown): number => microsOf(scenes, lookUp);
  const tail = (id: number, parts: number): string[] =>
    foldedSegments(pathOfScene(id)).slice(-parts);
  return {
    "path suffix, folder + name": time((id) => some(index.filesBySuffix(tail(id, 2), 20))),
    "path suffix, base name": time((id) => some(index.filesBySuffix(tail(id, 1), 20))),
    "path suffix, nothing found": time((id) => index.filesBySuffix([`no ${id}.mp4`], 20)),
    "whole path": time((id) => some(index.filesByFoldedPath(foldPath(pathOfScene(id))))),
    hash: time((id) => some(index.filesByOshash(oshashOfScene(id)))),
    stem: time((id) => some(index.filesByStem(stemKey(baseNameOf(pathOfScene(id))), 20))),
    "scene for filters": time((id) => index.scene(id)),
    detail: time((id) => reader.detail(id)),
    "detail + desired item": time((id) => {
      const detail = reader.detail(id);
      return detail === null ? null : desiredItem(detail, defaultItemSettings);
    }),
    "title search (manual)":
      time((id) =>
        id % 20 === 0 ? index.searchTitles(titleTokens(baseNameOf(pathOfScene(id))), 20) : [],
      ) * 20,
  };
};

const restart = (file: string, scenes: number): number => {
  const began = performance.now();
  const store = openStore({ file, logger: silentLogger, clock: systemClock });
  const reader = createMirrorReader(store.openReader());
  if (reader.detail(scenes) === null) throw new Error("the last scene is missing");
  const took = performance.now() - began;
  store.close();
  return took;
};

/** Fills a mirror with generated scenes and measures what the ladder and the metadata route ask of it. */
export const measureLookUps = (scenes: number): LookUpFigures => {
  const folder = mkdtempSync(join(tmpdir(), "stash2plex-bench-"));
  try {
    const file = join(folder, "stash2plex.db");
    const writeMsPerThousand = fillMirror(file, scenes);
    const restartMs = restart(file, scenes);
    const store = openStore({ file, logger: silentLogger, clock: systemClock });
    const micros = lookUpTimes(createMirrorReader(store.openReader()), scenes);
    store.close();
    return { scenes, writeMsPerThousand, bytes: statSync(file).size, restartMs, micros };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
