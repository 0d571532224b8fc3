import type { FollowerDeps } from "./follower-deps.ts";
import { createFollowerRound } from "./follower-round.ts";
import { createMarks } from "./marks.ts";
import { createWakeable } from "./wakeable.ts";

/** Turns changes that nobody rings for into work: of scenes, of what stands around them, and of items in Plex. */
export interface Followers {
  start(): void;
  /** Begins no more batches; resolves when the running one has ended. What is left is done after the next start. */
  stop(): Promise<void>;
}

/** Changes are marked as they are written, and looked at in small batches while nobody else wants the thread. */
export const createFollowers = (deps: FollowerDeps): Followers => {
  const { db, mirror, plex, clock, logger } = deps;
  const marks = createMarks(db);
  const round = createFollowerRound(deps, marks);
  const loop = createWakeable(round, clock, (error) => {
    logger.error("Changes could not be compared with what Plex has; it is tried again", { error });
  });
  let forget: readonly (() => void)[] = [];

  const isReady = (): boolean => mirror.status().phase === "ready";
  return {
    start: () => {
      if (forget.length > 0) return;
      let wasReady = isReady();
      forget = [
        mirror.onChange((change) => {
          if (change.kind === "scenes") {
            marks.put("scene", [...change.appeared, ...change.changed, ...change.vanished]);
          } else marks.put(change.related, [...change.changed, ...change.vanished]);
          loop.wake();
        }),
        plex.onChange((changes) => {
          const ids = (kind: "appeared" | "updated"): number[] =>
            changes.flatMap((change) => (change.kind === kind ? [change.item.id] : []));
          marks.put("item-appeared", ids("appeared"));
          marks.put("item-updated", ids("updated"));
          loop.wake();
        }),
        plex.onCopied((sectionKey) => {
          marks.putSection(sectionKey);
          loop.wake();
        }),
        mirror.onStatus(() => {
          const ready = isReady();
          // Until the copy of Stash is whole, nothing can be said of an item.
          if (ready && !wasReady) loop.wake();
          wasReady = ready;
        }),
      ];
      loop.start();
    },
    stop: async () => {
      for (const stopListening of forget) stopListening();
      forget = [];
      await loop.stop();
    },
  };
};
