import { createBaseNameLookUp, type BaseNameLookUp } from "./base-name-look-up.ts";
import type { FailureReport } from "./failure-report.ts";
import { createFirstSync } from "./first-sync.ts";
import { createLiveReads } from "./live-reads.ts";
import type { MirrorContext } from "./mirror-context.ts";
import { fullPassDue, idPassDue } from "./pass-schedule.ts";
import type { PassNotice } from "./pass-notice.ts";
import { createPasses } from "./passes.ts";
import { createRelatedIntake } from "./related-intake.ts";
import { relatedKinds } from "./related-tables.ts";
import { createSceneFollow } from "./scene-follow.ts";
import { createSceneIntake } from "./scene-intake.ts";
import { createSharedRun, type SharedRun } from "./shared-run.ts";
import type { StatusKeeper } from "./status-keeper.ts";

/** All work of the mirror that talks to Stash, each kind shared by its callers. */
export interface MirrorJobs {
  /** Scenes only: what a match that missed waits for. Begins with the first sync where that is not finished. */
  readonly followScenes: SharedRun;
  readonly followRelated: SharedRun;
  readonly idPass: SharedRun;
  readonly fullPass: SharedRun;
  readonly relatedPass: SharedRun;
  readonly readScenes: ReturnType<typeof createLiveReads>;
  readonly lookUp: BaseNameLookUp;
  /** Version of Stash and its library folders. */
  introduce(): Promise<void>;
  /** Which pass is due by the clock. */
  duePass(): SharedRun | null;
}

/** Runs one thing at a time, in the order of the calls. */
const createQueue = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
};

export const createMirrorJobs = (
  context: MirrorContext,
  status: StatusKeeper,
  report: FailureReport,
  notice: PassNotice,
): MirrorJobs => {
  const { api, writer, guard, clock, signal } = context;
  const related = createRelatedIntake(context);
  const intake = createSceneIntake(context, related);
  const follow = createSceneFollow(context, intake);
  const passes = createPasses(context, intake, related);
  const copyAll = createFirstSync(context, intake, (progress) => {
    status.progress(progress);
  });
  const inLine = createQueue();
  const watched = (work: () => Promise<void>): SharedRun =>
    createSharedRun(() => report.watch(work));

  const isSynced = (): boolean => writer.meta.get("sync")?.step === "done";
  const firstSync = async (): Promise<void> => {
    if (isSynced()) return;
    await notice.during(copyAll);
    status.progress(null);
  };
  /** Each pass needs a complete mirror; two passes at once would only slow each other. */
  const pass = (work: () => Promise<void>): SharedRun =>
    watched(() =>
      inLine(async () => {
        guard.ensureTrusted();
        if (!isSynced()) await jobs.followScenes.join();
        await notice.during(work);
        const freshAsOf = status.freshAsOf();
        if (freshAsOf !== null) writer.meta.set("freshAsOf", freshAsOf);
        status.refresh();
      }),
    );
  const jobs = {
    followScenes: watched(async () => {
      guard.ensureTrusted();
      await firstSync();
      const began = clock.now();
      await follow();
      status.fresh(began);
    }),
    followRelated: watched(async () => {
      guard.ensureTrusted();
      for (const kind of relatedKinds) await related.follow(kind);
    }),
    idPass: pass(() => passes.idPass()),
    fullPass: pass(() => passes.fullPass()),
    relatedPass: pass(() => passes.relatedPass()),
  };
  return {
    ...jobs,
    readScenes: createLiveReads(
      (ids) =>
        report.watch(() => {
          guard.ensureTrusted();
          return intake.readAgain(ids);
        }),
      context.gather,
    ),
    lookUp: createBaseNameLookUp(
      (baseName) =>
        report.watch(() => {
          guard.ensureTrusted();
          return api.scenesByBaseName(baseName, { signal });
        }),
      (scenes) => intake.take(scenes),
      clock,
    ),
    introduce: async () => {
      const version = await api.version({ signal });
      status.reached(version.text);
      writer.meta.set("libraryFolders", await api.libraryFolders({ signal }));
    },
    duePass: () => {
      const now = clock.now();
      const lastFull = writer.meta.get("lastFullPass");
      const lastId = writer.meta.get("lastIdPass");
      if (fullPassDue(lastFull ?? 0, now, context.fullPassAt)) return jobs.fullPass;
      return idPassDue(lastId, now) ? jobs.idPass : null;
    },
  };
};
