import type { KeysetPage, StashApi } from "./api.ts";
import type { FindFilterType, SceneFilterType } from "./generated/operations.ts";
import { laterThan, pageBy } from "./paging.ts";
import type { StashSession } from "./stash-session.ts";
import { toScenePaths, toSceneRecord, toStamp } from "./to-records.ts";

/** Constant time at any depth, and stable while scenes come and go (docs/reference/stash.md, 2.5). */
const keyset = ({
  afterId,
  limit,
}: KeysetPage): { where: SceneFilterType; page: FindFilterType } => ({
  where: { id: { value: afterId, modifier: "GREATER_THAN" } },
  page: pageBy(1, limit),
});

/** Walks through all scenes, and what changed since. */
export function createScenePages({
  ask,
}: StashSession): Pick<
  StashApi,
  "scenePage" | "sceneStampPage" | "scenePathPage" | "scenesChangedSince"
> {
  return {
    scenePage: async (query) => {
      const answer = await ask((documents) => documents.scenes, keyset(query), query.signal);
      return answer.findScenes.scenes.map(toSceneRecord);
    },
    sceneStampPage: async (query) => {
      const answer = await ask((documents) => documents.sceneStamps, keyset(query), query.signal);
      return answer.findScenes.scenes.map(toStamp);
    },
    scenePathPage: async (query) => {
      const answer = await ask((documents) => documents.scenePaths, keyset(query), query.signal);
      return answer.findScenes.scenes.map(toScenePaths);
    },
    scenesChangedSince: async ({ cursor, page, perPage, signal }) => {
      const query = { where: { updated_at: laterThan(cursor) }, page: pageBy(page, perPage) };
      const answer = await ask((documents) => documents.scenes, query, signal);
      return answer.findScenes.scenes.map(toSceneRecord);
    },
  };
}
