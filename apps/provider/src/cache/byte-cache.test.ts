import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Clock, systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";
import { createTestClock } from "@stash2plex/simulators/test-clock";

import { freePort, hasRedis, type RedisServer, startRedis } from "../../test/redis-server.ts";
import { type ByteCache, createByteCache } from "./byte-cache.ts";

const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
const minute = 60_000;

const opened: ByteCache[] = [];
function open(
  url: string | null,
  megabytes = 1,
  warnings: string[] = [],
  clock: Clock = systemClock,
): ByteCache {
  const logger = { ...silentLogger, warn: (event: string) => warnings.push(event) };
  const cache = createByteCache({ url, megabytes, clock, logger });
  opened.push(cache);
  return cache;
}

afterEach(() => {
  for (const cache of opened.splice(0)) cache.close();
});

describe("in memory", () => {
  it("keeps bytes as they are, and knows what it does not have", async () => {
    const cache = open(null);
    await cache.set("a", bytes, minute);
    expect(Uint8Array.from((await cache.get("a")) ?? [])).toEqual(bytes);
    expect(await cache.get("b")).toBeUndefined();
  });

  it("stays within its megabytes, and forgets the oldest first", async () => {
    const cache = open(null, 1);
    const block = new Uint8Array(100_000);
    for (let index = 0; index < 20; index += 1) await cache.set(`k${index}`, block, minute);
    expect(await cache.get("k0")).toBeUndefined();
    expect(await cache.get("k19")).toHaveLength(100_000);
  });

  it("forgets in time", async () => {
    const cache = open(null);
    await cache.set("a", bytes, -1);
    expect(await cache.get("a")).toBeUndefined();
  });
});

describe("in Redis that is not there", () => {
  it("is a cache without entries, and says so once", async () => {
    const warnings: string[] = [];
    const cache = open(`redis://127.0.0.1:${await freePort()}`, 1, warnings);
    await cache.set("a", bytes, minute);
    expect(await cache.get("a")).toBeUndefined();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("CACHE_URL");
  });
});

const describeWithRedis = hasRedis ? describe : describe.skip;

describeWithRedis("in a real Redis", () => {
  let redis: RedisServer;

  beforeEach(async () => {
    redis = await startRedis();
  });

  afterEach(() => redis.kill());

  it("keeps bytes, and shares them", async () => {
    await open(redis.url).set("a", bytes, minute);
    expect(Uint8Array.from((await open(redis.url).get("a")) ?? [])).toEqual(bytes);
  });

  it("that dies is a cache without entries", async () => {
    const warnings: string[] = [];
    const cache = open(redis.url, 1, warnings);
    await cache.set("a", bytes, minute);
    await redis.kill();
    expect(await cache.get("a")).toBeUndefined();
    await cache.set("a", bytes, minute);
    expect(warnings).toHaveLength(1);
  });

  it("that hangs is waited for once, left alone, and used again later", async () => {
    const clock = createTestClock();
    const cache = open(redis.url, 1, [], clock);
    await cache.set("a", bytes, minute);
    redis.freeze();
    const waiting = cache.get("a");
    await clock.advance(250);
    expect(await waiting).toBeUndefined();
    expect(await cache.get("a")).toBeUndefined();
    redis.thaw();
    await clock.advance(5_000);
    expect(await cache.get("a")).toHaveLength(bytes.length);
  });
});
