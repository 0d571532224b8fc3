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

  const readNew = async (): Promise<void> => {
    for (;;) {
      const scenes = await api.scenePage({
        afterId: writer.highestSceneId(),
        limit: newScenesPerPage,
        signal,
      });
      await intake.take(scenes);
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
      await intake.take(scenes);
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
