import { randomBytes } from "node:crypto";

import { systemClock } from "@stash2plex/shared/clock";
import { silentLogger } from "@stash2plex/shared/log";

import type { ProgressStream } from "../src/admin/progress-stream.ts";
import { loadSettings } from "../src/settings/load-settings.ts";
import type { UiDeps } from "../src/ui/ui-deps.ts";

const nothingSet = loadSettings(
  { env: { DATA_DIR: "/config" }, platform: "linux", homeFolder: "/home/somebody" },
  () => {
    throw Object.assign(new Error("There is no such file."), { code: "ENOENT" });
  },
);

const silentStream: ProgressStream = {
  route: (_request, response) => {
    response.status(503).end();
  },
  close: () => undefined,
};

/** What pages need beside what the API shows, where a test does not say otherwise. */
export const uiFakes: Pick<
  UiDeps,
  | "sync"
  | "scene"
  | "sections"
  | "shownSettings"
  | "plexUrl"
  | "live"
  | "logger"
  | "randomBytes"
  | "clock"
> = {
  sync: {
    service: () => null,
    offReason: () => "PLEX_URL is not set: nothing is brought to Plex. Set it with PLEX_TOKEN.",
  },
  scene: () => null,
  sections: () => [],
  shownSettings: () => nothingSet,
  plexUrl: null,
  live: silentStream,
  logger: silentLogger,
  randomBytes,
  clock: systemClock,
};
