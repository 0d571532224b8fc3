import { errorMessage } from "@stash2plex/shared/error-message";
import type { StashId } from "@stash2plex/shared/stash";

import type { MirroredItem, PlexMirrorChange } from "../plex-mirror/plex-mirror.ts";
import { inTransaction } from "../store/transaction.ts";
import { prepareChange } from "../store/typed-query.ts";
import type { AskedFiles } from "./asked/asked-files.ts";
import type { DesiredDigests } from "./digests/desired-digests.ts";
import type { GapDeps } from "./gap-deps.ts";

export interface LiveClosingsDeps extends Pick<
  GapDeps,
  "db" | "mirror" | "plex" | "clock" | "logger" | "pause"
> {
  readonly digests: DesiredDigests;
  readonly asked: AskedFiles;
}

/** Closes gaps that end between two comparisons, as far as that is cheap. */
export interface LiveClosings {
  start(): void;
  stop(): Promise<void>;
}

/** More scenes than this at once are left to the next comparison. */
const mostLearned = 2_000;

export const createLiveClosings = (deps: LiveClosingsDeps): LiveClosings => {
  const { db, mirror, plex, clock, logger, pause, digests, asked } = deps;
  const closeOfItem = prepareChange<[number, number]>(
    db,
    "UPDATE gaps SET closed_at = ? WHERE item_id = ? AND closed_at IS NULL",
  );
  const closeMatched = prepareChange<[number, number, number, number]>(
    db,
    `UPDATE gaps SET closed_at = ? WHERE item_id = ? AND closed_at IS NULL
       AND ((kind = 'unmatched' AND scene_id = ?) OR (kind = 'plex-only' AND ?))`,
  );
  const closeOfScene = prepareChange<[number, number]>(
    db,
    "UPDATE gaps SET closed_at = ? WHERE scene_id = ? AND closed_at IS NULL AND kind = 'stash-only'",
  );
  let learned = new Set<StashId>();
  let looking: Promise<void> | null = null;
  let isStopped = true;
  let forget: readonly (() => void)[] = [];

  const look = async (): Promise<void> => {
    // What changed is not written before the present transaction ends.
    await pause();
    while (learned.size > 0 && !isStopped) {
      const ids = [...learned];
      learned = new Set();
      await asked.learned(ids, pause);
    }
  };
  const lookSoon = (): void => {
    looking ??= look()
      .catch((error: unknown) => {
        logger.debug(`Files that Plex asked about are looked at later: ${errorMessage(error)}`);
      })
      .finally(() => {
        looking = null;
      });
  };
  /** The item is a scene's now. Of several files one may still be unknown to Stash. */
  const closeOfOurs = ({ id, sceneId, deletedAt, parts }: MirroredItem, now: number): void => {
    if (sceneId === null || deletedAt !== null) return;
    closeMatched(now, id, sceneId, parts.length === 1 ? 1 : 0);
    closeOfScene(now, sceneId);
  };
  const closeFor = (changes: readonly PlexMirrorChange[]): void => {
    const now = clock.now();
    inTransaction(db, () => {
      for (const change of changes) {
        if (change.kind === "vanished") closeOfItem(now, change.itemId);
        else closeOfOurs(change.item, now);
      }
    });
  };
  const forgetWhileCopied = (): void => {
    const { phase } = mirror.status();
    // A first copy tells nobody what it changes.
    if (phase === "empty" || phase === "first-sync") digests.forgetAll();
  };
  return {
    start: () => {
      if (!isStopped) return;
      isStopped = false;
      forgetWhileCopied();
      forget = [
        mirror.onChange((change) => {
          if (change.kind !== "scenes") return;
          for (const id of [...change.appeared, ...change.changed]) {
            if (learned.size < mostLearned) learned.add(id);
          }
          if (learned.size > 0) lookSoon();
        }),
        mirror.onStatus(forgetWhileCopied),
        ...(plex === null ? [] : [plex.onChange(closeFor)]),
      ];
    },
    stop: async () => {
      isStopped = true;
      for (const stopListening of forget) stopListening();
      forget = [];
      await looking;
    },
  };
};
