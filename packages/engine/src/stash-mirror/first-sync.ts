import type { RelatedKind, SceneRecord, StashId } from "@stash2plex/shared/stash";

import type { MirrorContext } from "./mirror-context.ts";
import type { SyncPoint } from "./mirror-meta.ts";
import type { MirrorProgress } from "./mirror-status.ts";
import { relatedPageSize } from "./related-intake.ts";
import { relatedKinds } from "./related-tables.ts";
import type { SceneIntake } from "./scene-intake.ts";

/** About 0.8 s of a real server (docs/reference/stash.md, 2.8); halved as often as a slow one needs. */
const scenesPerPage = 1_000;
const fewestPerPage = 30;
/** Turns of the event loop until a request is on its way; a write that begins earlier would hold it back. */
const turnsToLeave = 10;
const logEveryMs = 3_000;

const beginning: SyncPoint = { step: "related", kind: "performer", page: 1 };

/** Begins a request now and lets its failure wait until somebody asks for the result. */
const prefetch = <T>(request: Promise<T>): Promise<T> => {
  request.catch(() => undefined);
  return request;
};

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "timeout";

interface ScenePage {
  readonly scenes: readonly SceneRecord[];
  readonly isLast: boolean;
}

/** Reads pages after an id; a page that a slow server does not finish in time is asked for in halves from then on. */
const createPageReader = ({ api, signal, logger }: MirrorContext) => {
  let limit = scenesPerPage;
  return async (afterId: StashId): Promise<ScenePage> => {
    for (;;) {
      try {
        const scenes = await api.scenePage({ afterId, limit, signal });
        return { scenes, isLast: scenes.length < limit };
      } catch (error) {
        if (!isTimeout(error) || limit <= fewestPerPage) throw error;
        limit = Math.max(fewestPerPage, Math.floor(limit / 2));
        logger.info(`Stash is slow: scenes are now copied ${limit} at a time`);
      }
    }
  };
};

const createProgressLog = (
  { clock, logger, writer }: MirrorContext,
  total: number,
  onProgress: (progress: MirrorProgress) => void,
) => {
  const began = clock.now();
  const before = writer.size().scenes;
  let lastLine = began;
  return (): void => {
    const done = writer.size().scenes;
    const shown = Math.max(total, done);
    onProgress({ done, total: shown });
    if (clock.now() - lastLine < logEveryMs) return;
    lastLine = clock.now();
    const perSecond = Math.round((done - before) / ((lastLine - began) / 1_000));
    const percent = shown === 0 ? 100 : Math.floor((100 * done) / shown);
    logger.info(
      `Copying Stash for the first time: ${done} of ${shown} scenes (${percent} %), ${perSecond} a second`,
    );
  };
};

/**
 * Copies everything once: the objects around scenes, then scenes page by page in the order of their ids. Each scene
 * can be matched as soon as it is written. The point reached is stored with the page, so that a killed sync goes on
 * there.
 */
export const createFirstSync = (
  context: MirrorContext,
  intake: SceneIntake,
  onProgress: (progress: MirrorProgress) => void,
): (() => Promise<void>) => {
  const { api, writer, guard, signal, pause, logger, clock } = context;

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
  const copyScenes = async (startId: StashId): Promise<void> => {
    const { scenes: total } = await api.counts({ signal });
    const report = createProgressLog(context, total, onProgress);
    report();
    const readPage = createPageReader(context);
    let next = prefetch(readPage(startId));
    for (;;) {
      guard.ensureTrusted();
      const { scenes, isLast } = await next;
      const last = scenes.at(-1)?.id;
      // Stash works on the next page while we write this one: still one request at a time.
      if (!isLast && last !== undefined) next = prefetch(readPage(last));
      for (let turn = 0; turn < turnsToLeave; turn += 1) await pause();
      await intake.take(scenes, (scene) => {
        writer.meta.set("sync", { step: "scenes", afterId: scene.id });
      });
      report();
      if (isLast) return;
    }
  };
  return async () => {
    const began = clock.now();
    const point = writer.meta.get("sync") ?? beginning;
    writer.beginFill();
    await copyRelated(point);
    await copyScenes(point.step === "scenes" ? point.afterId : 0);
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
