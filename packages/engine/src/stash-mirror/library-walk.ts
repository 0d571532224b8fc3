import type { KeysetPage, SceneStamp, StashId } from "@stash2plex/shared/stash";

import type { MirrorContext } from "./mirror-context.ts";
import type { SceneIntake } from "./scene-intake.ts";

export interface Walk<Row extends SceneStamp> {
  readonly pageSize: number;
  page(request: KeysetPage): Promise<readonly Row[]>;
  /** Takes what a row says beside its stamp, for scenes whose stamp is the stored one. */
  inspect(rows: readonly Row[]): Promise<void>;
  progress(done: number): void;
}

/** So many changed scenes in one page are read faster by the page than by id (0.8 against 3 ms a scene). */
const changedByPage = 500;
const scenesPerPage = 500;

/**
 * Walks over every scene of Stash by id, beside the stored ones: scenes with another stamp are read again, scenes that
 * Stash no longer has are asked for by id and then deleted.
 */
export const walkLibrary = async <Row extends SceneStamp>(
  { api, writer, guard, signal }: MirrorContext,
  intake: SceneIntake,
  walk: Walk<Row>,
): Promise<void> => {
  const missing: StashId[] = [];
  let seen = 0;

  const readRange = async (afterId: StashId, upToId: StashId): Promise<void> => {
    for (let from = afterId; from < upToId;) {
      const scenes = await api.scenePage({ afterId: from, limit: scenesPerPage, signal });
      await intake.take(scenes);
      const last = scenes.at(-1)?.id;
      if (last === undefined) return;
      from = last;
    }
  };
  const compare = async (
    afterId: StashId,
    upToId: StashId,
    rows: readonly Row[],
  ): Promise<void> => {
    const stored = writer.stampsBetween(afterId, upToId);
    const present = new Set(rows.map((row) => row.id));
    missing.push(...[...stored.keys()].filter((id) => !present.has(id)));
    const changed = rows.filter((row) => stored.get(row.id) !== row.updatedAt);
    await walk.inspect(rows.filter((row) => stored.get(row.id) === row.updatedAt));
    if (changed.length > changedByPage) await readRange(afterId, upToId);
    else await intake.readAgain(changed.map((row) => row.id));
  };

  for (let afterId = 0; ;) {
    guard.ensureTrusted();
    // Read before asking: a scene that Stash gets meanwhile is then no missing one.
    const highest = writer.highestSceneId();
    const rows = await walk.page({ afterId, limit: walk.pageSize, signal });
    seen += rows.length;
    walk.progress(seen);
    const last = rows.at(-1)?.id ?? afterId;
    const isLastPage = rows.length < walk.pageSize;
    await compare(afterId, isLastPage ? Math.max(last, highest) : last, rows);
    if (isLastPage) break;
    afterId = last;
  }
  if (seen === 0 && writer.size().scenes > 0) guard.refuseEmptied();
  guard.checkDeletion(missing.length);
  await intake.readAgain(missing);
};
