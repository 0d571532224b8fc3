import { randomUUID } from "node:crypto";
import { join } from "node:path";

import { clientIdentifierOf, openLocalEngine } from "@stash2plex/engine/engine";
import { compareEverything } from "@stash2plex/engine/gaps";
import { acquireWorkerLock } from "@stash2plex/engine/reconcile";
import { drainSpool } from "@stash2plex/engine/spool";
import { openStore } from "@stash2plex/engine/store";
import { systemClock } from "@stash2plex/shared/clock";
import { defaultItemSettings, type ItemSettings } from "@stash2plex/shared/item";
import { createPmsClient } from "@stash2plex/shared/pms";
import { createStashApi, createStashPictures } from "@stash2plex/shared/stash";

import manifest from "../../package.json" with { type: "json" };
import type { EngineOptions, OpenEngine } from "./engine-parts.js";

const itemSettingsOf = ({ policy }: EngineOptions): ItemSettings => ({
  ...defaultItemSettings,
  genres: { ...defaultItemSettings.genres, max: policy.maxTags },
});

/** Opens the engine on the data folder: the same that a provider runs, in this process. */
const openEngine: OpenEngine = (options) => {
  const { dataDir, stash, plex, policy, logger } = options;
  const clock = systemClock;
  const random = Math.random;
  const store = openStore({ file: join(dataDir, "stash2plex.db"), logger, clock });
  const connection = { ...stash, tlsVerify: false };
  const engine = openLocalEngine({
    store,
    api: createStashApi({ ...connection, logger }),
    pictures: createStashPictures(connection),
    pms: createPmsClient({
      url: plex.url,
      token: plex.token,
      clientIdentifier: clientIdentifierOf(store, randomUUID),
      version: manifest.version,
      clock,
      random,
      logger,
    }),
    settings: {
      policy,
      item: itemSettingsOf(options),
      match: {
        identifier: policy.identifier,
        adult: "always",
        matchByTitle: false,
        requireOrganized: policy.requireOrganized,
        requireStashId: policy.requireStashId,
        excludeTags: [],
        excludeStudios: [],
      },
      pathRules: options.pathRules.map((rule) => ({ ...rule })),
      sections: plex.sections,
      maxEditsPerSecond: 20,
      retries: options.maxRetries,
      deadLetterDays: options.deadLetterDays,
      gaps: compareEverything,
    },
    clock,
    logger,
    random,
    workerId: randomUUID(),
    lockFile: join(dataDir, "worker.lock"),
    leaderFile: join(dataDir, "engine.lock"),
    pushedBefore: options.pushedByV1,
  });
  return Promise.resolve(engine);
};

export { acquireWorkerLock, drainSpool, openEngine };
