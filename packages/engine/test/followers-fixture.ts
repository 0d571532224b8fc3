import { silentLogger } from "@stash2plex/shared/log";
import type { StashId } from "@stash2plex/shared/stash";

import { createFollowers, type Followers } from "../src/reconcile/followers/index.ts";
import { createReconcileScene } from "../src/reconcile/reconcile-scene.ts";
import type { QueueRow, WorkRequest } from "../src/reconcile/queue.ts";
import { prepareQuery } from "../src/store/typed-query.ts";
import { createReconcileFixture, type ReconcileFixture } from "./reconcile-fixture.ts";

/** Both mirrors, the reconciler and the followers between them. */
export interface FollowersFixture extends ReconcileFixture {
  readonly followers: Followers;
  /** What the followers put into the queue, in order. */
  readonly found: WorkRequest[];
  /** Called at each pause of the followers. */
  onPause: () => void;
  /** Marks that nobody has looked at yet. */
  marked(): number;
  /** Waits until the followers have looked at everything. */
  followed(): Promise<void>;
  /** Scenes in the queue, ascending. */
  queued(): readonly StashId[];
  row(sceneId: StashId): QueueRow | null;
  /** Lets the mirror of Stash read what changed, the one of Plex too, and the followers look. */
  catchUp(): Promise<void>;
  /** Works the queue off and lets everybody follow, until all is quiet; answers the scenes that were worked on. */
  workOff(): Promise<readonly StashId[]>;
}

const mostRounds = 20;

export const createFollowersFixture = (): FollowersFixture => {
  const base = createReconcileFixture();
  const { deps, queue, plex } = base;
  const { clock, store, mirror } = base.base;
  const reconcileScene = createReconcileScene(deps);
  const found: WorkRequest[] = [];
  const followers = createFollowers({
    db: store.db,
    mirror,
    plex,
    queue: {
      add: (requests) => {
        found.push(...requests);
        return queue.add(requests);
      },
    },
    settings: deps,
    clock,
    logger: silentLogger,
    pause: () => {
      fixture.onPause();
      return new Promise((resolve) => {
        setImmediate(resolve);
      });
    },
  });
  const count = prepareQuery<{ n: number }>(store.db, "SELECT count(*) AS n FROM follower_marks");
  const marked = (): number => count.get()?.n ?? 0;
  const followed = async (): Promise<void> => {
    for (let turn = 0; marked() > 0 && turn < 10_000; turn += 1) await clock.settle();
  };
  const catchUp = async (): Promise<void> => {
    await base.passing(mirror.run("follow"));
    await base.passing(plex.follow());
    await followed();
  };
  const fixture: FollowersFixture = {
    ...base,
    followers,
    found,
    onPause: () => undefined,
    marked,
    followed,
    queued: () =>
      queue
        .rows({ limit: 100_000 })
        .map(({ sceneId }) => sceneId)
        .sort((a, b) => a - b),
    row: (sceneId) => queue.row(sceneId),
    catchUp,
    workOff: async () => {
      const worked: StashId[] = [];
      for (let round = 0; round < mostRounds; round += 1) {
        await catchUp();
        const [work] = queue.take(1);
        if (work === undefined) return worked;
        worked.push(work.sceneId);
        queue.finish(work, await base.passing(reconcileScene(work)));
      }
      throw new Error(`The queue does not come to rest: ${worked.join(", ")}`);
    },
    dispose: async () => {
      await followers.stop();
      await base.dispose();
    },
  };
  return fixture;
};
