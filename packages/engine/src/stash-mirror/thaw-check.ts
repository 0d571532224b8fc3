import type { SceneRecord, StashId } from "@stash2plex/shared/stash";

import { areStrangers } from "./identity-guard.ts";
import type { MirrorContext } from "./mirror-context.ts";

const sampleSize = 200;
/** Share of the sample that must be the old works again. */
const wantedShare = 0.95;
const everyMs = 300_000;

/**
 * Looks now and then whether Stash has its old library back (a volume that was not mounted, a restored database), so
 * that a frozen mirror goes on by itself when the cause is gone.
 */
export const createThawCheck = ({
  api,
  writer,
  guard,
  clock,
  logger,
  signal,
}: MirrorContext): (() => Promise<void>) => {
  let lastCheck = -Infinity;

  const isOldWork = (id: StashId, scene: SceneRecord | null | undefined): boolean =>
    scene !== null &&
    scene !== undefined &&
    areStrangers(writer.records.files(id), scene.files) !== true;

  return async () => {
    if (guard.frozen() === null || clock.now() - lastCheck < everyMs) return;
    lastCheck = clock.now();
    const ids = writer.sampleIds(sampleSize);
    if (ids.length === 0) return;
    const answers = await api.scenesByIds(ids, { signal });
    const old = ids.filter((id) => isOldWork(id, answers.get(id)));
    if (old.length < ids.length * wantedShare) return;
    guard.thaw();
    logger.info("Stash has its old library back: the mirror follows it again");
  };
};
