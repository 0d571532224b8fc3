import type { StashId } from "@stash2plex/shared/stash";

import { inTransaction } from "../../store/transaction.ts";
import { prepareQuery } from "../../store/typed-query.ts";
import { priorities, type WorkRequest } from "../queue.ts";
import type { FollowerDeps } from "./follower-deps.ts";
import { createItemCheck } from "./item-check.ts";
import type { MarkKind, Marks } from "./marks.ts";
import { createRelatedScenes } from "./related-scenes.ts";
import { createSceneCheck } from "./scene-check.ts";

/** A batch ends after this many looks or this time, whatever comes first. */
const looksPerBatch = 25;
const batchMs = 8;

/** What a look at a mark gave: work, nothing to do, or no answer yet. */
type Look = WorkRequest | "nothing" | "later";

interface SingleMarks {
  readonly kind: MarkKind;
  readonly look: (id: number) => Look;
}

interface Batch {
  /** The last mark that was looked at; null: there was none. */
  readonly last: number | null;
  readonly isAnyLater: boolean;
}

const follow = (sceneId: StashId): WorkRequest => ({
  sceneId,
  priority: priorities.follower,
  cause: "follow",
});

const prepareIsRunning = ({ db, clock }: FollowerDeps): ((sceneId: StashId) => boolean) => {
  const running = prepareQuery<{ one: number }, [number, number]>(
    db,
    "SELECT 1 AS one FROM sync_queue WHERE scene_id = ? AND lease_until > ?",
  );
  return (sceneId) => running.get(sceneId, clock.now()) !== undefined;
};

/** Marks that are looked at one by one. While a worker has the scene in hand, nothing can be said of it. */
const createSingleMarks = (
  deps: FollowerDeps,
  isRunning: (sceneId: StashId) => boolean,
  needsWork: (sceneId: StashId) => boolean,
): readonly SingleMarks[] => {
  const items = createItemCheck(deps);
  const unlessRunning = (work: WorkRequest | null): Look => {
    if (work === null) return "nothing";
    return isRunning(work.sceneId) ? "later" : work;
  };
  return [
    {
      kind: "scene",
      look: (id) => {
        if (isRunning(id)) return "later";
        return needsWork(id) ? follow(id) : "nothing";
      },
    },
    { kind: "item-appeared", look: (id) => unlessRunning(items.appeared(id)) },
    {
      kind: "item-updated",
      look: (id) => {
        const work = unlessRunning(items.updated(id));
        if (typeof work !== "string") items.looked(id);
        return work;
      },
    },
  ];
};

/**
 * Looks at everything that is marked, in batches with pauses between them. Resolves with whether a mark was left for
 * later.
 */
export const createFollowerRound = (
  deps: FollowerDeps,
  marks: Marks,
): ((signal: AbortSignal) => Promise<boolean>) => {
  const { db, mirror, queue, settings, clock, pause } = deps;
  const scenes = createSceneCheck(deps);
  const related = createRelatedScenes(db);
  const isRunning = prepareIsRunning(deps);
  const singles = createSingleMarks(deps, isRunning, (id) => scenes.afterChange(id));

  /** The ids that time allows for, at least one. */
  function* inTime(ids: readonly number[]): Generator<number> {
    const began = clock.now();
    for (const id of ids) {
      yield id;
      if (clock.now() - began >= batchMs) return;
    }
  }
  const lookAtSingles = ({ kind, look }: SingleMarks, after: number): Batch => {
    const work: WorkRequest[] = [];
    const done: number[] = [];
    let last: number | null = null;
    let isAnyLater = false;
    for (const id of inTime(marks.ids(kind, after, looksPerBatch))) {
      last = id;
      const found = look(id);
      if (found === "later") isAnyLater = true;
      else done.push(id);
      if (typeof found !== "string") work.push(found);
    }
    if (work.length > 0) queue.add(work);
    if (done.length > 0) {
      inTransaction(db, () => {
        for (const id of done) marks.remove(kind, id);
      });
    }
    return { last, isAnyLater };
  };
  /** Answers null when no object is marked. */
  const lookAtRelated = (): Pick<Batch, "isAnyLater"> | null => {
    if (marks.nextRelated()?.after === -1) related.spread(settings.itemSettings().genres);
    const mark = marks.nextRelated();
    if (mark === null) return null;
    const ids = related.next(mark, looksPerBatch);
    const work: WorkRequest[] = [];
    const busy: StashId[] = [];
    let last = mark.after;
    for (const id of inTime(ids)) {
      last = id;
      if (isRunning(id)) busy.push(id);
      else if (scenes.afterRelated(id)) work.push(follow(id));
    }
    if (work.length > 0) queue.add(work);
    inTransaction(db, () => {
      marks.put("scene", busy);
      if (ids.length < looksPerBatch && last === (ids.at(-1) ?? last)) {
        marks.remove(mark.kind, mark.id);
      } else marks.moveOn(mark, last);
    });
    return { isAnyLater: busy.length > 0 };
  };
  return async (signal) => {
    const after = new Map<MarkKind, number>();
    let isAnyLater = false;
    while (!signal.aborted && mirror.status().phase === "ready") {
      let isAnyLeft = false;
      for (const single of singles) {
        const batch = lookAtSingles(single, after.get(single.kind) ?? 0);
        if (batch.last !== null) after.set(single.kind, batch.last);
        isAnyLeft ||= batch.last !== null;
        isAnyLater ||= batch.isAnyLater;
      }
      // Objects with many scenes wait until nothing smaller is left.
      const batch = isAnyLeft ? null : lookAtRelated();
      if (!isAnyLeft && batch === null) break;
      isAnyLater ||= batch?.isAnyLater ?? false;
      await pause();
    }
    return isAnyLater;
  };
};
