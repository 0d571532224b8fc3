import DataLoader from "dataloader";
import pLimit from "p-limit";

import type { CallOptions } from "./api.ts";
import {
  type ExistingScenesAnswer,
  existingIdsIn,
  existingScenesQuery,
} from "./existing-scenes.ts";
import type { ScenesByIdsWithGroupsQuery } from "./generated/operations.ts";
import type { SceneRecord, StashId } from "./records.ts";
import type { StashSession } from "./stash-session.ts";
import { toSceneRecord } from "./to-records.ts";
import { untilAborted } from "./until-aborted.ts";

/** Reads scenes by id; null is a scene that Stash has confirmed to be gone. */
export type SceneReads = (
  ids: readonly StashId[],
  options?: CallOptions,
) => Promise<ReadonlyMap<StashId, SceneRecord | null>>;

/** Scenes a request: the cost of a document grows a little faster than its length (docs/reference/stash.md, 2.8). */
export const scenesPerRequest = 40;

/** Stash does not get faster with more (docs/reference/stash.md, 2.8). */
const requestsAtOnce = 2;

/** Rounds of "which are there?" and "read those": a scene may vanish between the two. */
const rounds = 3;

const mayExist = (id: StashId): boolean => Number.isSafeInteger(id) && id > 0;

/** One request's worth of distinct ids. A list with a missing id fails whole: then it is asked which are there. */
const createBatchRead = (session: StashSession) => {
  const readList = async (ids: readonly StashId[]) => {
    const { scenesByIds } = await session.documents(undefined);
    const call = { document: scenesByIds, variables: { ids: ids.map(String) } };
    return session.transport.send<ScenesByIdsWithGroupsQuery, { ids: string[] }>(call);
  };
  const existing = async (ids: readonly StashId[]): Promise<StashId[]> => {
    const query = existingScenesQuery(ids);
    const answer = await session.transport.send<ExistingScenesAnswer, object>({
      document: query,
      variables: {},
    });
    if (answer.faults.length > 0 || answer.data === null) {
      throw await session.judge(answer.faults, undefined);
    }
    return existingIdsIn(answer.data, ids);
  };
  return async (ids: readonly StashId[]): Promise<readonly SceneRecord[]> => {
    let wanted = ids;
    for (let round = 1; wanted.length > 0; round += 1) {
      const { data, faults } = await readList(wanted);
      if (faults.length === 0 && data !== null) return data.findScenes.scenes.map(toSceneRecord);
      const there = await existing(wanted);
      if (there.length === wanted.length || round === rounds) {
        throw await session.judge(faults, undefined);
      }
      wanted = there;
    }
    return [];
  };
};

/**
 * Joins everybody who asks in the same tick into requests of at most 40 scenes, and asks for a scene once. A long
 * list of one caller is read request by request, so that it stops at the first failure.
 */
export function createSceneReads(session: StashSession): SceneReads {
  const limit = pLimit(requestsAtOnce);
  const readBatch = createBatchRead(session);
  const loader = new DataLoader<StashId, SceneRecord | null>(
    async (keys) => {
      const ids = [...new Set(keys)];
      const scenes = await limit(() => readBatch(ids));
      const byId = new Map(scenes.map((scene) => [scene.id, scene]));
      return keys.map((id) => byId.get(id) ?? null);
    },
    { cache: false, maxBatchSize: scenesPerRequest },
  );
  const load = (id: StashId): Promise<SceneRecord | null> => loader.load(id);

  return async (ids, { signal } = {}) => {
    const unique = [...new Set(ids)];
    const found = new Map<StashId, SceneRecord | null>(unique.map((id) => [id, null]));
    // An id that Stash cannot have given is gone without asking; an empty list must never be sent (fact 4).
    const asked = unique.filter(mayExist);
    for (let at = 0; at < asked.length; at += scenesPerRequest) {
      const chunk = asked.slice(at, at + scenesPerRequest);
      const scenes = await untilAborted(Promise.all(chunk.map(load)), signal);
      chunk.forEach((id, index) => found.set(id, scenes[index] ?? null));
    }
    return found;
  };
}
