import type { RelatedKind, SceneRecord, StashId } from "@stash2plex/shared/stash";

import { createFirstSyncKeys } from "./first-sync-keys.ts";
import type { MirrorContext } from "./mirror-context.ts";
import type { ScenesPoint, SyncPoint } from "./mirror-meta.ts";
import type { MirrorProgress } from "./mirror-status.ts";
import { relatedPageSize } from "./related-intake.ts";
import { relatedKinds } from "./related-tables.ts";
import type { SceneIntake } from "./scene-intake.ts";
import { createPageReader, type ScenePage } from "./scene-page-reader.ts";
import { createProgressLog } from "./sync-progress.ts";

/** Turns of the event loop until a request is on its way; a write that begins earlier would hold it back. */
const turnsToLeave = 10;

const beginning: SyncPoint = { step: "related", kind: "performer", page: 1 };

/** A page on its way. */
interface Asked {
  readonly page: Promise<ScenePage>;
}

/** Begins a request now and lets its failure wait until somebody asks for the result. */
const prefetch = <T>(request: Promise<T>): Promise<T> => {
  request.catch(() => undefined);
  return request;
};

/**
 * Copies everything once: the objects around scenes, then scenes page by page in the order of their ids. Scenes can
 * be matched as they come. The point reached is stored with the page, so that a killed sync goes on
 * there.
 */
export const createFirstSync = (
  context: MirrorContext,
  intake: SceneIntake,
  onProgress: (progress: MirrorProgress) => void,
): (() => Promise<void>) => {
  const { api, writer, guard, signal, pause, logger, clock } = context;
  const keys = createFirstSyncKeys(context);

  const copyKind = async (kind: RelatedKind, fromPage: number): Promise<void> => {
    for (let page = fromPage; ; page += 1) {
      const records = await api.relatedPage(kind, { page, perPage: relatedPageSize, signal });
      writer.putRelated(kind, records, () => {
        writer.meta.set("sync", { step: "related", kind, page: page + 1 });
      });
      if (records.length < relatedPageSize) return;
      await pause();
    }
  };
  const copyRelated = async (point: SyncPoint): Promise<void> => {
    if (point.step !== "related") return;
    const from = relatedKinds.indexOf(point.kind);
    for (const kind of relatedKinds.slice(from)) {
      await copyKind(kind, kind === point.kind ? point.page : 1);
    }
  };
  const copyPages = async ({ afterId }: ScenesPoint): Promise<void> => {
    const { scenes: total } = await api.counts({ signal });
    const report = createProgressLog(context, total, onProgress);
    report();
    const readPage = createPageReader(context);
    const storePoint = ({ id }: SceneRecord): void => {
      writer.meta.set("sync", keys.pointAt(id));
    };
    const ask = (lastId: StashId): Asked => ({ page: prefetch(readPage(lastId)) });
    const takePage = async ({ scenes, isLast }: ScenePage): Promise<Asked | null> => {
      const last = scenes.at(-1);
      // Stash works on the next page while we write this one: still one request at a time.
      const next = isLast || last === undefined ? null : ask(last.id);
      for (let turn = 0; turn < turnsToLeave; turn += 1) await pause();
      await intake.take(scenes, storePoint, keys.mode());
      report();
      return next;
    };
    // A page is held by nobody while the next one comes: both together would be the most memory this program takes.
    let asked: Asked | null = ask(afterId);
    while (asked !== null) {
      guard.ensureTrusted();
      asked = await takePage(await asked.page);
    }
  };
  const copyScenes = async (point: ScenesPoint): Promise<void> => {
    await keys.catchUp(point);
    try {
      await copyPages(point);
    } finally {
      // After a failure, too: what was copied can be matched until Stash is back.
      keys.finish();
    }
  };
  return async () => {
    const began = clock.now();
    const point = writer.meta.get("sync") ?? beginning;
    writer.beginFill();
    await copyRelated(point);
    await copyScenes(point.step === "scenes" ? point : { step: "scenes", afterId: 0 });
    for (const step of writer.endFill) {
      step();
      await pause();
    }
    // A copy from beginning to end held all paths; one that went on after a stop may hold old ones.
    writer.meta.set("lastFullPass", point === beginning ? began : 0);
    writer.meta.set("sync", { step: "done" });
    const { scenes, files } = writer.size();
    const seconds = Math.round((clock.now() - began) / 1_000);
    logger.info(`Copied Stash for the first time: ${scenes} scenes, ${files} files, ${seconds} s`);
  };
};
