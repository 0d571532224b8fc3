import { join } from "node:path";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import { createStashPictures } from "@stash2plex/shared/stash";
import type { Router } from "express";

import { createArtwork } from "../artwork/artwork.ts";
import { openPictureFolder } from "../artwork/picture-folder.ts";
import { createPictureRoutes } from "../artwork/picture-routes.ts";
import type { ByteCache } from "../cache/byte-cache.ts";
import { pictureKeyOf } from "../picture-url.ts";
import type { Settings } from "../settings/settings.ts";
import { connectionOf } from "../stash-connection.ts";

export interface Pictures {
  /** Sees the whole path: `/images/...`. */
  readonly routes: Router;
  close(): Promise<void>;
}

export interface PicturesDeps {
  readonly settings: Settings;
  /** Closed by its owner. */
  readonly cache: ByteCache;
  /** Tells this Stash from others in a shared cache. */
  readonly origin: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

const MEGABYTE = 1_048_576;

/** The picture route with everything behind it. */
export function createPictures(deps: PicturesDeps): Pictures {
  const { settings, cache, origin, logger, clock } = deps;
  const connection = connectionOf(settings);
  const artwork = createArtwork({
    stash: createStashPictures(connection),
    cache,
    folder: openPictureFolder({
      folder: join(settings.dataDir, "images"),
      maxBytes: settings.imageCacheMb * MEGABYTE,
      clock,
      logger,
    }),
    posterMode: settings.posterMode,
    origin,
    clock,
    logger,
  });
  return {
    routes: createPictureRoutes(artwork, pictureKeyOf(settings)),
    close: () => artwork.close(),
  };
}
