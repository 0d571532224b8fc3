import type { SceneRecord, StashId } from "@stash2plex/shared/stash";

import type { MirrorContext } from "./mirror-context.ts";

/** About 0.8 s of a real server (docs/reference/stash.md, 2.8); halved as often as a slow one needs. */
const scenesPerPage = 1_000;
const fewestPerPage = 30;

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "timeout";

export interface ScenePage {
  readonly scenes: readonly SceneRecord[];
  readonly isLast: boolean;
}

/** Reads pages after an id; a page that a slow server does not finish in time is asked for in halves from then on. */
export const createPageReader = ({ api, signal, logger }: MirrorContext) => {
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
