import { EventEmitter } from "node:events";

import KeyvRedis, { createClient } from "@keyv/redis";
import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import { Keyv, type KeyvStoreAdapter } from "keyv";
import { LRUCache } from "lru-cache";

/** Holds what may be forgotten at any moment: losing it costs time, never truth. */
export interface ByteCache {
  /** Undefined when it is not there, or the store does not answer. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Keeps bytes for so many milliseconds, or less. */
  set(key: string, bytes: Uint8Array, ttlMs: number): Promise<void>;
  close(): void;
}

export interface ByteCacheOptions {
  /** `redis://...`, or null for memory. */
  readonly url: string | null;
  /** Limit for memory. */
  readonly megabytes: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A store with a limit in bytes. Keyv's own Map keeps even expired entries for ever (docs/reference/toolchain.md, 3.2). */
function memoryStore(megabytes: number): KeyvStoreAdapter {
  const kept = new LRUCache<string, string>({
    maxSize: megabytes * 1_048_576,
    sizeCalculation: (value, key) => value.length + key.length + 64,
  });
  return Object.assign(new EventEmitter(), {
    opts: {},
    get: <Value>(key: string) => Promise.resolve(kept.get(key) as Value | undefined),
    set: (key: string, value: string) => kept.set(key, value),
    delete: (key: string) => Promise.resolve(kept.delete(key)),
    clear: () => {
      kept.clear();
      return Promise.resolve();
    },
  });
}

interface OpenedStore {
  readonly keyv: Keyv<Buffer>;
  /** Resolves when the first attempt to connect has ended, well or not. */
  readonly ready: Promise<unknown>;
  close(): void;
}

const NAMESPACE = "stash2plex";
const CONNECT_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;
/** Longer than this the cache saves nothing. */
const ANSWER_MS = 250;
/** How long a store that let us wait is left alone. */
const REST_MS = 5_000;

function openMemory(megabytes: number): OpenedStore {
  const keyv = new Keyv<Buffer>({ store: memoryStore(megabytes), namespace: NAMESPACE });
  return { keyv, ready: Promise.resolve(), close: () => undefined };
}

/** Commands fail at once while Redis is away, instead of waiting for it; it is tried again in the background. */
function openRedis(
  url: string,
  failed: (error: unknown) => void,
  recovered: () => void,
): OpenedStore {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: (tries) => Math.min(500 * 2 ** tries, LONGEST_PAUSE_MS),
    },
  });
  const ready = new Promise<void>((resolve) => {
    client.on("ready", () => {
      recovered();
      resolve();
    });
    client.on("error", (error) => {
      failed(error);
      resolve();
    });
  });
  client.connect().catch(failed);
  const keyv = new Keyv<Buffer>({
    store: new KeyvRedis<Buffer>(client, { throwOnErrors: true }),
    namespace: NAMESPACE,
    throwOnErrors: true,
  });
  return { keyv, ready, close: () => client.destroy() };
}

class TooSlowError extends Error {}

/** Waits for work, but not for long: the work itself goes on unheeded. */
function withinTime<Value>(work: Promise<Value>, clock: Clock): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(
      () => reject(new TooSlowError(`No answer within ${ANSWER_MS} ms`)),
      ANSWER_MS,
    );
    work.then(resolve, reject).finally(() => timer.cancel());
  });
}

/** Opens the cache. A store that fails or is slow is a cache without entries, said once. */
export function createByteCache({ url, megabytes, clock, logger }: ByteCacheOptions): ByteCache {
  let warned = false;
  let restsUntil = Number.NEGATIVE_INFINITY;
  const failed = (error: unknown): void => {
    if (error instanceof TooSlowError) restsUntil = clock.now() + REST_MS;
    if (warned) return;
    warned = true;
    logger.warn("The cache does not answer; work goes on without it. Check CACHE_URL", { error });
  };
  const recovered = (): void => {
    warned = false;
  };
  const store = url === null ? openMemory(megabytes) : openRedis(url, failed, recovered);
  store.keyv.on("error", failed);
  const quietly = async <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
    if (clock.now() < restsUntil) return undefined;
    try {
      return await withinTime(store.ready.then(work), clock);
    } catch (error) {
      failed(error);
      return undefined;
    }
  };
  return {
    get: (key) => quietly(async () => await store.keyv.get(key)),
    set: async (key, bytes, ttlMs) => {
      await quietly(() => store.keyv.set(key, Buffer.from(bytes), ttlMs));
    },
    close: () => store.close(),
  };
}
