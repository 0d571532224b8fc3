import type { Clock } from "@stash2plex/shared/clock";
import { foldPath } from "@stash2plex/shared/paths";
import type { SceneRecord, StashId } from "@stash2plex/shared/stash";

import { untilAborted } from "./shared-run.ts";

export interface BaseNameLookUp {
  find(baseName: string, signal?: AbortSignal): Promise<readonly StashId[]>;
  /** Forgets what was not found: a scan may have found it since. */
  forgetMisses(): void;
}

/** A look-up reads the whole library of Stash, some 0.1 s each: a burst is fine, a storm is not. */
const burst = 20;
const perSecond = 2;
const missLastsMs = 600_000;
const missesKept = 10_000;

const createTokenBucket = (clock: Pick<Clock, "now">): (() => boolean) => {
  let tokens = burst;
  let filledAt = clock.now();
  return () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1_000) * perSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

const createMissMemory = (clock: Pick<Clock, "now">) => {
  const misses = new Map<string, number>();
  return {
    has: (key: string): boolean => {
      const until = misses.get(key);
      if (until === undefined) return false;
      if (until > clock.now()) return true;
      misses.delete(key);
      return false;
    },
    add: (key: string): void => {
      misses.set(key, clock.now() + missLastsMs);
      const [oldest] = misses.keys();
      if (misses.size > missesKept && oldest !== undefined) misses.delete(oldest);
    },
    clear: (): void => {
      misses.clear();
    },
  };
};

/**
 * Finds files whose folder was renamed in Stash, which no poll can see: by their base name, at a limited rate. Beyond
 * that rate nothing is found; the full pass finds it later.
 *
 * @param search Asks Stash; exact comparison is its task.
 * @param take Brings what was found into the mirror.
 */
export const createBaseNameLookUp = (
  search: (baseName: string) => Promise<readonly SceneRecord[]>,
  take: (scenes: readonly SceneRecord[]) => Promise<void>,
  clock: Pick<Clock, "now">,
): BaseNameLookUp => {
  const mayAsk = createTokenBucket(clock);
  const misses = createMissMemory(clock);
  const asked = new Map<string, Promise<readonly StashId[]>>();

  const ask = async (key: string, baseName: string): Promise<readonly StashId[]> => {
    const scenes = await search(baseName);
    await take(scenes);
    if (scenes.length === 0) misses.add(key);
    return scenes.map((scene) => scene.id);
  };
  return {
    find: async (baseName, signal) => {
      const key = foldPath(baseName);
      // An empty name would find everything (docs/reference/stash.md, 2.2).
      if (key === "" || misses.has(key)) return [];
      const running = asked.get(key);
      if (running !== undefined) return untilAborted(running, signal);
      if (!mayAsk()) return [];
      const answer = ask(key, baseName).finally(() => asked.delete(key));
      asked.set(key, answer);
      answer.catch(() => undefined);
      return untilAborted(answer, signal);
    },
    forgetMisses: () => {
      misses.clear();
    },
  };
};
