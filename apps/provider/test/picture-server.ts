import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { systemClock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import express from "express";

import type { PictureLibrary } from "../src/artwork/picture-library.ts";
import { createByteCache } from "../src/cache/byte-cache.ts";
import { createPictures } from "../src/serving/pictures.ts";
import { loadSettings } from "../src/settings/load-settings.ts";
import {
  listen,
  type Listening,
  type PictureSource,
  SOURCE_KEY,
  startPictureSource,
} from "./picture-source.ts";

/** The picture route with everything behind it, before a source of its own. */
export interface PictureServers {
  readonly source: PictureSource;
  /** What the mirror knows: at first version 17 of every picture. */
  readonly library: HeldPictures;
  /** Everything that was logged, as text. */
  readonly log: string[];
  /** Starts the program's picture part; again for a restart with the same data folder. */
  start(env?: Readonly<Record<string, string>>): Promise<RunningPictures>;
  stop(): Promise<void>;
}

export interface HeldPictures {
  state: ReturnType<PictureLibrary["state"]>;
  version: string | null;
}

export interface RunningPictures {
  readonly url: string;
  /** Resolves when so many requests have come in. */
  arrived(count: number): Promise<void>;
  stop(): Promise<void>;
}

function loggerInto(lines: string[]): Logger {
  const line = (event: string, fields?: object): void => {
    lines.push(`${event} ${JSON.stringify(fields ?? {})}`);
  };
  const logger: Logger = { debug: line, info: line, warn: line, error: line, child: () => logger };
  return logger;
}

function countArrivals() {
  let count = 0;
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  return {
    note: () => {
      count += 1;
      for (const waiter of waiting) if (count >= waiter.count) waiter.resolve();
    },
    arrived: (wanted: number) =>
      new Promise<void>((resolve) => {
        if (count >= wanted) resolve();
        else waiting.push({ count: wanted, resolve });
      }),
  };
}

export async function startPictureServers(): Promise<PictureServers> {
  const source = await startPictureSource();
  const dataDir = await mkdtemp(join(tmpdir(), "picture-data-"));
  const log: string[] = [];
  const held: HeldPictures = { state: "whole", version: "17" };
  const library: PictureLibrary = { state: () => held.state, version: () => held.version };
  const running = new Set<RunningPictures>();

  const start = async (env: Readonly<Record<string, string>> = {}): Promise<RunningPictures> => {
    const { settings } = loadSettings(
      {
        env: { STASH_URL: source.url, STASH_API_KEY: SOURCE_KEY, DATA_DIR: dataDir, ...env },
        platform: "linux",
        homeFolder: "/home/nobody",
      },
      () => "",
    );
    const logger = loggerInto(log);
    const { cacheUrl, cacheMb } = settings;
    const cache = createByteCache({
      url: cacheUrl,
      megabytes: cacheMb,
      clock: systemClock,
      logger,
    });
    const deps = { settings, cache, origin: "test", library, logger, clock: systemClock };
    const pictures = createPictures(deps);
    const arrivals = countArrivals();
    const app = express();
    app.disable("etag");
    app.use((_request, _response, next) => {
      arrivals.note();
      next();
    });
    app.use(pictures.routes);
    const server: Listening = await listen(app);
    const self: RunningPictures = {
      url: server.url,
      arrived: arrivals.arrived,
      stop: async () => {
        running.delete(self);
        await server.stop();
        await pictures.close();
        cache.close();
      },
    };
    running.add(self);
    return self;
  };
  return {
    source,
    library: held,
    log,
    start,
    stop: async () => {
      for (const one of running) await one.stop();
      await source.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
