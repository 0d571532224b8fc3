import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { silentLogger } from "@stash2plex/shared/log";
import type { StashPicture } from "@stash2plex/shared/stash";
import { createTestClock } from "@stash2plex/simulators/test-clock";

import { drawn, noise } from "../../test/drawn-pictures.ts";
import { type PictureServers, startPictureServers } from "../../test/picture-server.ts";
import { hasRedis, type RedisServer, startRedis } from "../../test/redis-server.ts";
import type { ByteCache } from "../cache/byte-cache.ts";
import { createArtwork } from "./artwork.ts";
import type { PictureFolder } from "./picture-folder.ts";

const cover = await drawn(64, 36).jpeg().toBuffer();
const POSTER = "/images/scene-poster/3/17.jpg";

let servers: PictureServers;

beforeEach(async () => {
  servers = await startPictureServers();
  servers.source.put("/scene/3/screenshot", cover);
});

afterEach(() => servers.stop());

const statusOf = async (url: string): Promise<number> => {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.status;
};

const emptyCache: ByteCache = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  close: () => undefined,
};
const emptyFolder: PictureFolder = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  counted: Promise.resolve(),
};

/** A Stash that answers when it is told to. */
function heldStash() {
  let fetches = 0;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    picture: async (): Promise<StashPicture> => {
      fetches += 1;
      await held;
      return { kind: "picture", bytes: Uint8Array.from(cover), type: "jpeg", etag: null };
    },
    close: () => Promise.resolve(),
    release: () => {
      release();
    },
    fetches: () => fetches,
  };
}

describe("many requests at once", () => {
  it("for one picture are one fetch and one composition", async () => {
    const release = servers.source.hold();
    const { url, arrived } = await servers.start();
    const answers = Array.from({ length: 30 }, () => statusOf(url + POSTER));
    await arrived(30);
    release();
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
    expect(servers.source.requests).toHaveLength(1);
    expect(servers.log.filter((line) => line.startsWith("Made a picture"))).toHaveLength(1);
  });

  it("for pictures made of one cover are one fetch", async () => {
    const clock = createTestClock();
    const stash = heldStash();
    const artwork = createArtwork({
      stash,
      cache: emptyCache,
      folder: emptyFolder,
      posterMode: "crop",
      origin: "test",
      clock,
      logger: silentLogger,
    });
    const kinds = ["scene-poster", "scene-background", "scene-snapshot"] as const;
    const answers = kinds.map((kind) => artwork.picture({ kind, id: 3, version: "1" }));
    await clock.settle();
    stash.release();
    expect((await Promise.all(answers)).map(({ kind }) => kind)).toEqual(
      kinds.map(() => "picture"),
    );
    expect(stash.fetches()).toBe(1);
    await artwork.close();
  });

  it("beyond what can wait are 503 at once, while finished pictures are still served", async () => {
    const { url } = await servers.start();
    await statusOf(url + POSTER);
    const release = servers.source.hold();
    const answers = Array.from({ length: 101 }, (_, index) =>
      statusOf(`${url}/images/performer/${index + 1}/17.jpg`),
    );
    expect(await Promise.race(answers)).toBe(503);
    expect(await statusOf(url + POSTER)).toBe(200);
    release();
    const statuses = await Promise.all(answers);
    expect(statuses.filter((status) => status === 503)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(100);
  });
});

describe("the picture folder", () => {
  it("gives pictures back after a restart without asking Stash", async () => {
    const first = await servers.start();
    const before = await (await fetch(first.url + POSTER)).arrayBuffer();
    await first.stop();
    const second = await servers.start();
    const after = await (await fetch(second.url + POSTER)).arrayBuffer();
    expect(Buffer.from(after).equals(Buffer.from(before))).toBe(true);
    expect(servers.source.requests).toHaveLength(1);
  });

  it("stays within IMAGE_CACHE_MB", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "picture-limit-"));
    servers.source.put("/scene/3/screenshot", await noise(1920, 1080), "image/png");
    const { url } = await servers.start({ DATA_DIR: dataDir, IMAGE_CACHE_MB: "10" });
    for (let version = 1; version <= 12; version += 1) {
      servers.library.version = String(version);
      expect(await statusOf(`${url}/images/scene-background/3/${version}.jpg`)).toBe(200);
    }
    const names = await readdir(join(dataDir, "images"), { recursive: true });
    const files = names.filter((name) => name.endsWith(".picture"));
    const sizes = await Promise.all(
      files.map(async (name) => (await stat(join(dataDir, "images", name))).size),
    );
    await rm(dataDir, { recursive: true });
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeLessThanOrEqual(10 * 1_048_576);
    expect(files.length).toBeGreaterThan(1);
    expect(files.length).toBeLessThan(12);
  });
});

const describeWithRedis = hasRedis ? describe : describe.skip;

describeWithRedis("with CACHE_URL", () => {
  let redis: RedisServer;

  beforeEach(async () => {
    redis = await startRedis();
  });

  afterEach(() => redis.kill());

  it("small pictures are found in Redis by a program with another data folder", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "picture-other-"));
    const first = await servers.start({ CACHE_URL: redis.url });
    await statusOf(first.url + POSTER);
    const second = await servers.start({ CACHE_URL: redis.url, DATA_DIR: dataDir });
    expect(await statusOf(second.url + POSTER)).toBe(200);
    await rm(dataDir, { recursive: true });
    expect(servers.source.requests).toHaveLength(1);
  });

  it("a Redis that dies in between costs nothing but a line in the log", async () => {
    const { url } = await servers.start({ CACHE_URL: redis.url });
    expect(await statusOf(url + POSTER)).toBe(200);
    await redis.kill();
    expect(await statusOf(url + POSTER)).toBe(200);
    servers.library.version = "18";
    expect(await statusOf(`${url}/images/scene-poster/3/18.jpg`)).toBe(200);
    expect(servers.source.requests).toHaveLength(2);
    expect(servers.log.filter((line) => line.includes("CACHE_URL"))).toHaveLength(1);
  });

  it("a Redis that hangs never holds an answer up for long", async () => {
    const { url } = await servers.start({ CACHE_URL: redis.url });
    await statusOf(url + POSTER);
    redis.freeze();
    const ids = Array.from({ length: 10 }, (_, index) => index + 10);
    for (const id of ids) servers.source.put(`/scene/${id}/screenshot`, cover);
    const answers = ids.map((id) => statusOf(`${url}/images/scene-poster/${id}/17.jpg`));
    expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
    expect(servers.log.filter((line) => line.includes("CACHE_URL"))).toHaveLength(1);
  });
});
