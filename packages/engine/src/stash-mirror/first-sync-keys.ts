import type { StashId } from "@stash2plex/shared/stash";

import type { MirrorContext } from "./mirror-context.ts";
import type { ScenesPoint } from "./mirror-meta.ts";
import type { KeyMode } from "./scene-writer.ts";

/**
 * When a first sync writes the keys by which its scenes are found. Keys lie all over their tables: written with each
 * page of a large library, they would rewrite most of those tables a hundred times. So they wait for a share of the
 * library, but no longer than a person would notice.
 */
export interface FirstSyncKeys {
  /** For the page that is written now. */
  mode(): KeyMode;
  /** The point to store with a page that ends with this scene. */
  pointAt(afterId: StashId): ScenesPoint;
  /** Writes what waited when the program was killed. */
  catchUp(point: ScenesPoint): Promise<void>;
  /** Writes what still waits. */
  finish(): void;
}

/** Up to the limit below, a table is then rewritten some nine times in all. */
const waitForShare = 1 / 8;
/** So that little memory is held, and little is done again after a kill. */
const waitForFiles = 8_000;
const waitAtMostMs = 1_000;
/** Ids looked at in one transaction. */
const idsPerStep = 1_000;

export const createFirstSyncKeys = ({
  writer,
  clock,
  pause,
}: Pick<MirrorContext, "writer" | "clock" | "pause">): FirstSyncKeys => {
  let writtenAt = clock.now();

  const pointAt = (afterId: StashId): ScenesPoint => {
    const { fromId } = writer.waitingKeys();
    if (fromId !== null) return { step: "scenes", afterId, keysFrom: fromId };
    writtenAt = clock.now();
    return { step: "scenes", afterId };
  };
  return {
    pointAt,
    mode: () =>
      clock.now() - writtenAt < waitAtMostMs &&
      writer.waitingKeys().files < Math.min(waitForFiles, writer.size().files * waitForShare)
        ? "keys-may-wait"
        : "all-keys",
    catchUp: async ({ keysFrom, afterId }) => {
      if (keysFrom === undefined) return;
      for (let from = keysFrom; from <= afterId; from += idsPerStep) {
        const upTo = Math.min(afterId, from + idsPerStep - 1);
        writer.keyAgain(from, upTo, () => {
          const done = upTo === afterId;
          writer.meta.set("sync", {
            step: "scenes",
            afterId,
            ...(done ? {} : { keysFrom: upTo + 1 }),
          });
        });
        await pause();
      }
    },
    finish: () => {
      writer.writeKeys(() => {
        const point = writer.meta.get("sync");
        if (point?.step === "scenes") writer.meta.set("sync", pointAt(point.afterId));
      });
    },
  };
};
