import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import { Router } from "express";

import type { Settings } from "../settings/settings.ts";

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

/** The picture route with everything behind it. */
export function createPictures({ logger }: PicturesDeps): Pictures {
  logger.debug("Pictures are not served yet");
  return { routes: Router(), close: () => Promise.resolve() };
}
