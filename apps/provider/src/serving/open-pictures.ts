import { join } from "node:path";

import type { ArtworkAnswer } from "@stash2plex/engine/reconcile";
import type { PictureRef } from "@stash2plex/shared/item";
import { createStashPictures } from "@stash2plex/shared/stash";

import { type Artwork, createArtwork } from "../artwork/artwork.ts";
import { openPictureFolder } from "../artwork/picture-folder.ts";
import { createPictureRoutes } from "../artwork/picture-routes.ts";
import { pictureKeyOf } from "../picture-url.ts";
import { connectionOf } from "../stash-connection.ts";
import type { Pictures, PicturesDeps } from "./pictures.ts";

const MEGABYTE = 1_048_576;

const sentences = {
  broken: "The picture in Stash cannot be read.",
  busy: "Too many pictures are being made at the moment.",
  unavailable: "Stash does not give the picture at the moment.",
} as const;

async function bytesOf(artwork: Artwork, picture: PictureRef): Promise<ArtworkAnswer> {
  const answer = await artwork.picture(picture);
  switch (answer.kind) {
    case "picture":
      return { kind: "picture", bytes: answer.bytes };
    case "absent":
      return { kind: "absent" };
    default:
      throw new Error(sentences[answer.kind]);
  }
}

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
    bytes: (picture) => bytesOf(artwork, picture),
    close: () => artwork.close(),
  };
}
