import type { ScenePaths, SceneRecord } from "@stash2plex/shared/stash";

import { walkLibrary } from "./library-walk.ts";
import type { MirrorContext } from "./mirror-context.ts";
import type { RelatedIntake } from "./related-intake.ts";
import { passRelated } from "./related-pass.ts";
import { sameFiles } from "./scene-equality.ts";
import type { SceneIntake } from "./scene-intake.ts";

export interface Passes {
  /** Ids and stamps of everything: finds deletions and merges. 3 s per 100,000 scenes. */
  idPass(): Promise<void>;
  /** The same with paths and hashes: finds renamed folders. Half a minute to a minute per 100,000 scenes. */
  fullPass(): Promise<void>;
  /** Performers, tags, studios and groups only: finds those that were merged or deleted. */
  relatedPass(): Promise<void>;
}

const stampsPerPage = 5_000;
const pathsPerPage = 500;

export const createPasses = (
  context: MirrorContext,
  intake: SceneIntake,
  related: RelatedIntake,
): Passes => {
  const { api, writer, guard, clock, logger } = context;

  /** A renamed or moved file moves no stamp of its scene (docs/reference/stash.md, 2.7). */
  const takePaths = async (rows: readonly ScenePaths[]): Promise<void> => {
    guard.checkScenes(rows);
    const moved = rows.filter((row) => !sameFiles(writer.records.files(row.id), row.files));
    const scenes: SceneRecord[] = moved.flatMap((row) => {
      const stored = writer.records.scene(row.id);
      return stored === null ? [] : [{ ...stored, files: row.files }];
    });
    await intake.take(scenes);
  };
  const timed = async (name: string, work: () => Promise<void>): Promise<void> => {
    const began = clock.now();
    await work();
    await passRelated(context, intake, related);
    writer.meta.set("lastIdPass", began);
    logger.debug(`${name} of the Stash mirror finished`, { tookMs: clock.now() - began });
  };
  return {
    idPass: () =>
      timed("Id pass", () =>
        walkLibrary(context, intake, {
          pageSize: stampsPerPage,
          page: (request) => api.sceneStampPage(request),
          inspect: () => Promise.resolve(),
          progress: () => undefined,
        }),
      ),
    fullPass: () =>
      timed("Full pass", async () => {
        const began = clock.now();
        await walkLibrary(context, intake, {
          pageSize: pathsPerPage,
          page: (request) => api.scenePathPage(request),
          inspect: takePaths,
          progress: (done) => logger.debug("Full pass of the Stash mirror", { scenes: done }),
        });
        writer.meta.set("lastFullPass", began);
      }),
    relatedPass: () => passRelated(context, intake, related),
  };
};
