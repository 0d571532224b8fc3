import type { StashId } from "@stash2plex/shared/stash";

import { untilAborted } from "./shared-run.ts";
import type { LiveRead } from "./stash-mirror.ts";

export type LiveReadAnswers = ReadonlyMap<StashId, LiveRead>;

/**
 * Batches live reads of all callers: one read at a time, and whoever comes meanwhile shares the next one. Stash does
 * not get faster with more requests (docs/reference/stash.md, 2.8).
 *
 * @param read Reads scenes into the mirror and answers the ids of those that are gone.
 * @param gather Waits a moment before a read begins, so that callers who were just answered share it with the others.
 */
export const createLiveReads = (
  read: (ids: readonly StashId[]) => Promise<readonly StashId[]>,
  gather: () => Promise<void>,
): ((ids: readonly StashId[], signal?: AbortSignal) => Promise<LiveReadAnswers>) => {
  let wanted = new Set<StashId>();
  let batch: Promise<LiveReadAnswers> | null = null;
  let running: Promise<unknown> = Promise.resolve();

  const readBatch = async (): Promise<LiveReadAnswers> => {
    const ids = [...wanted];
    wanted = new Set();
    batch = null;
    const gone = new Set(await read(ids));
    return new Map(ids.map((id) => [id, gone.has(id) ? "gone" : "present"]));
  };
  const schedule = (): Promise<LiveReadAnswers> => {
    const next = running.then(gather).then(readBatch);
    running = next.catch(() => undefined);
    return next;
  };
  return async (ids, signal) => {
    for (const id of ids) wanted.add(id);
    batch ??= schedule();
    const answers = await untilAborted(batch, signal);
    return new Map(
      [...new Set(ids)].flatMap((id) => {
        const answer = answers.get(id);
        return answer === undefined ? [] : [[id, answer] as const];
      }),
    );
  };
};
