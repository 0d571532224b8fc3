import { createSceneSource, type StashMirror } from "@stash2plex/engine/stash-mirror";
import type { Clock } from "@stash2plex/shared/clock";

import type { SceneReader } from "./plex-routes/ports.ts";

/** Scenes for Plex's routes, from the mirror; kept answers are good as long as the mirror is. */
export function createSceneReader(
  mirror: StashMirror,
  clock: Clock,
  followIntervalMs: number,
): SceneReader {
  // Asked several times by each request: once in a turn of the event loop is enough.
  let version: number | null = null;
  const forgetVersion = (): void => {
    version = null;
  };
  const versionOfThisTurn = (): number => {
    if (version !== null) return version;
    setImmediate(forgetVersion);
    version = mirror.reader.dataVersion();
    return version;
  };
  const source = createSceneSource({ mirror, clock, followIntervalMs });
  return {
    known: (id) => mirror.reader.outline(id),
    scene: (id, signal) => source.scene(id, signal),
    isFresh: () => {
      const { phase, freshAsOf } = mirror.status();
      if (phase === "frozen") return true;
      return freshAsOf !== null && clock.now() - freshAsOf <= 2 * followIntervalMs;
    },
    version: versionOfThisTurn,
  };
}
