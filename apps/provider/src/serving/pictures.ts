import { createHash } from "node:crypto";
import { join } from "node:path";

import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import { createStashPictures } from "@stash2plex/shared/stash";
import type { Router } from "express";

import { createArtwork } from "../artwork/artwork.ts";
import { openPictureFolder } from "../artwork/picture-folder.ts";
import { createPictureRoutes } from "../artwork/picture-routes.ts";
import { createByteCache } from "../cache/byte-cache.ts";
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
  readonly logger: Logger;
  readonly clock: Clock;
}

const MEGABYTE = 1_048_576;

/** The address in a form that shows nothing of it: it may hold a password. */
const originOf = (address: string): string =>
  createHash("sha256").update(address).digest("hex").slice(0, 12);

/** The picture route with everything behind it. */
export function createPictures({ settings, logger, clock }: PicturesDeps): Pictures {
  const connection = connectionOf(settings);
  const artwork = createArtwork({
    stash: createStashPictures(connection),
    cache: createByteCache({ url: settings.cacheUrl, megabytes: settings.cacheMb, clock, logger }),
    folder: openPictureFolder({
      folder: join(settings.dataDir, "images"),
      maxBytes: settings.imageCacheMb * MEGABYTE,
      clock,
      logger,
    }),
    posterMode: settings.posterMode,
    origin: originOf(connection.url),
    clock,
    logger,
  });
  return {
    routes: createPictureRoutes(artwork, pictureKeyOf(settings)),
    close: () => artwork.close(),
  };
}
