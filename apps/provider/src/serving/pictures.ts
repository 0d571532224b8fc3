import type { ArtworkSource } from "@stash2plex/engine/reconcile";
import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import { Router } from "express";

import type { PictureLibrary } from "../artwork/picture-library.ts";
import type { ByteCache } from "../cache/byte-cache.ts";
import type { Settings } from "../settings/settings.ts";

export interface Pictures {
  /** Sees the whole path: `/images/...`. */
  readonly routes: Router;
  /** The finished picture, for uploads to Plex. Rejects with a sentence when it is not to be had now. */
  readonly bytes: ArtworkSource["bytes"];
  close(): Promise<void>;
}

export interface PicturesDeps {
  readonly settings: Settings;
  /** Closed by its owner. */
  readonly cache: ByteCache;
  /** Tells this Stash from others in a shared cache. */
  readonly origin: string;
  readonly library: PictureLibrary;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** The picture route. The image library takes 20 MB: it is loaded when the first picture is wanted. */
export function createPictures(deps: PicturesDeps): Pictures {
  let opened: Promise<Pictures> | null = null;
  const open = (): Promise<Pictures> => {
    opened ??= import("./open-pictures.ts").then(({ openPictures }) => openPictures(deps));
    return opened;
  };
  const routes = Router();
  routes.use(async (request, response, next) => {
    if (/^\/images(?:\/|$)/i.test(request.path)) {
      const pictures = await open();
      pictures.routes(request, response, next);
    } else next();
  });
  return {
    routes,
    bytes: async (picture, signal) => (await open()).bytes(picture, signal),
    close: async () => {
      const pictures = await opened;
      await pictures?.close();
    },
  };
}
