import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

import { afterEach, describe, expect, it } from "@jest/globals";
import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";

import { type ByteCache, createByteCache } from "./byte-cache.ts";

const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
const minute = 60_000;
const redisServer = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"].find(existsSync);

const opened: ByteCache[] = [];
function open(url: string | null, megabytes = 1, warnings: string[] = []): ByteCache {
  const logger = { ...silentLogger, warn: (event: string) => warnings.push(event) };
  const cache = createByteCache({ url, megabytes, clock: systemClock, logger });
  opened.push(cache);
  return cache;
}

afterEach(() => {
  for (const cache of opened.splice(0)) cache.close();
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
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

const describeWithRedis = redisServer === undefined ? describe.skip : describe;

describeWithRedis("in a real Redis", () => {
  let server: ChildProcess | undefined;

  afterEach(() => {
    server?.kill("SIGKILL");
  });

  const start = async (): Promise<string> => {
    const port = await freePort();
    const child = spawn(redisServer ?? "", [
      "--port",
      String(port),
      "--save",
      "",
      "--bind",
      "127.0.0.1",
    ]);
    server = child;
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        if (chunk.toString().includes("Ready to accept connections")) resolve();
      });
    });
    return `redis://127.0.0.1:${port}`;
  };

  it("keeps bytes, is shared, and survives the loss of the server as a cache without entries", async () => {
    const url = await start();
    const cache = open(url);
    await cache.set("a", bytes, minute);
    expect(Uint8Array.from((await open(url).get("a")) ?? [])).toEqual(bytes);
    const ended = new Promise((resolve) => server?.once("exit", resolve));
    server?.kill("SIGKILL");
    await ended;
    expect(await cache.get("a")).toBeUndefined();
  });
});
