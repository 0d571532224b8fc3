import type { SceneRecord, StashId } from "@stash2plex/shared/stash";

import type { MirrorContext } from "./mirror-context.ts";
import type { RelatedIntake } from "./related-intake.ts";
import type { KeyMode } from "./scene-writer.ts";

/** Brings scenes that were read from Stash into the mirror, in short transactions. */
export interface SceneIntake {
  /** @throws MirrorError when the identity guard finds strangers among them. */
  take(
    scenes: readonly SceneRecord[],
    after?: (last: SceneRecord) => void,
    keys?: KeyMode,
  ): Promise<void>;
  /** Reads these scenes again; deletes those that Stash says are gone. Answers the ids of the latter. */
  readAgain(ids: readonly StashId[]): Promise<readonly StashId[]>;
}

/** One transaction: some 50 ms in the worker thread. Fewer would write the same pages of the file more often. */
const scenesPerTransaction = 1_000;
/** The client cuts this into requests of about 40. */
const scenesPerRead = 200;

const chunksOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );

export const createSceneIntake = (
  { api, writer, guard, signal, pause }: MirrorContext,
  related: RelatedIntake,
): SceneIntake => {
  const take: SceneIntake["take"] = async (scenes, after, keys) => {
    if (scenes.length === 0) return;
    guard.checkScenes(scenes);
    await related.ensureKnown(scenes);
    for (const chunk of chunksOf(scenes, scenesPerTransaction)) {
      const last = chunk.at(-1);
      guard.ensureTrusted();
      writer.putScenes(
        chunk,
        after === undefined || last === undefined ? undefined : () => after(last),
        keys,
      );
      await pause();
    }
  };
  /** A Stash that lost its database says of every scene that it is gone. */
  const refuseIfEmptied = async (): Promise<void> => {
    const [first] = await api.scenePage({ afterId: 0, limit: 1, signal });
    if (first === undefined && writer.size().scenes > 0) guard.refuseEmptied();
  };
  const remove = async (ids: readonly StashId[]): Promise<void> => {
    if (!ids.some((id) => writer.records.scene(id) !== null)) return;
    await refuseIfEmptied();
    guard.checkDeletion(ids.length);
    guard.noteDeletion(ids.length);
    for (const chunk of chunksOf(ids, scenesPerTransaction)) {
      writer.removeScenes(chunk);
      await pause();
    }
  };
  return {
    take,
    readAgain: async (ids) => {
      const gone: StashId[] = [];
      for (const chunk of chunksOf([...new Set(ids)], scenesPerRead)) {
        const answers = await api.scenesByIds(chunk, { signal });
        await take([...answers.values()].filter((scene) => scene !== null));
        gone.push(...[...answers].flatMap(([id, scene]) => (scene === null ? [id] : [])));
      }
      await remove(gone);
      return gone;
    },
  };
};
