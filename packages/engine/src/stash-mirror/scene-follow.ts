import type { SceneRecord, StashId } from "@stash2plex/shared/stash";

import type { MirrorContext } from "./mirror-context.ts";
import { createSettledSeconds, pollCursor, repeatLimit } from "./poll-cursor.ts";
import type { SceneIntake } from "./scene-intake.ts";

const newScenesPerPage = 500;
const changesPerPage = 100;

/**
 * One incremental round over scenes: those above the highest known id, then those changed since the largest known
 * stamp. Rows that come again are compared, not written.
 */
export const createSceneFollow = (
  { api, writer, guard, clock, signal }: MirrorContext,
  intake: SceneIntake,
): (() => Promise<void>) => {
  const seconds = createSettledSeconds(clock);

  /** Scenes from which these took a file. */
  const formerOwners = (scenes: readonly SceneRecord[]): readonly StashId[] =>
    scenes.flatMap((scene) => {
      const before = new Set(writer.records.files(scene.id).map((file) => file.id));
      const gained = scene.files.filter((file) => !before.has(file.id));
      return gained.flatMap((file) =>
        writer.records.ownersOf(file).filter((owner) => owner !== scene.id),
      );
    });
  /**
   * A merge moves the stamp of the scene that got the files only (docs/reference/stash.md, 2.7). As long as the other
   * one is still known here, its files are two scenes' files, and no match can decide.
   */
  const take = async (scenes: readonly SceneRecord[]): Promise<void> => {
    const owners = formerOwners(scenes);
    await intake.take(scenes);
    await intake.readAgain(owners);
  };
  const readNew = async (): Promise<void> => {
    for (;;) {
      const scenes = await api.scenePage({
        afterId: writer.highestSceneId(),
        limit: newScenesPerPage,
        signal,
      });
      await take(scenes);
      if (scenes.length < newScenesPerPage) return;
    }
  };
  const readChanged = async (): Promise<void> => {
    const newest = writer.newestSceneStamps(repeatLimit + 1);
    seconds.note(newest[0]);
    const cursor = pollCursor(newest, (second) => seconds.isSettled(second));
    for (let page = 1; ; page += 1) {
      const scenes = await api.scenesChangedSince({
        cursor,
        page,
        perPage: changesPerPage,
        signal,
      });
      await take(scenes);
      if (scenes.length < changesPerPage) return;
    }
  };
  return async () => {
    guard.ensureTrusted();
    // Changes first: new scenes would move the cursor past changes that were made before them.
    await readChanged();
    await readNew();
  };
};
