import { join } from "node:path";

import { createStashPictures } from "@stash2plex/shared/stash";

import { createArtwork } from "../artwork/artwork.ts";
import { openPictureFolder } from "../artwork/picture-folder.ts";
import { createPictureRoutes } from "../artwork/picture-routes.ts";
import { pictureKeyOf } from "../picture-url.ts";
import { connectionOf } from "../stash-connection.ts";
import type { Pictures, PicturesDeps } from "./pictures.ts";

const MEGABYTE = 1_048_576;

/** The picture route with everything behind it. */
export function openPictures(deps: PicturesDeps): Pictures {
  const { settings, cache, origin, library, logger, clock } = deps;
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
    routes: createPictureRoutes({ artwork, library, key: pictureKeyOf(settings) }),
    close: () => artwork.close(),
  };
}
