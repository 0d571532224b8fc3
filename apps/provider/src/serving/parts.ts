import { createHash } from "node:crypto";

import { linkGaps, linkJobRuns, linkSync } from "@stash2plex/engine/engine";
import type { StashMirror } from "@stash2plex/engine/stash-mirror";
import { Router } from "express";

import { createAdminRoutes } from "../admin/admin-routes.ts";
import { createGapWatch } from "../admin/gaps/index.ts";
import { createMetrics } from "../admin/metrics.ts";
import { createRequestJournal } from "../admin/request-journal.ts";
import { createFailureLimit } from "../admin/token.ts";
import type { AppDeps } from "../app.ts";
import { createPictureLibrary } from "../artwork/picture-library.ts";
import { createByteCache } from "../cache/byte-cache.ts";
import { createRulebook, type Rulebook } from "../path-rules/rulebook.ts";
import { createPackageRoutes } from "../plugin-packages/package-routes.ts";
import { pluginPackagesFolder } from "../plugin-packages/packages-folder.ts";
import { createSceneReader } from "../scene-reader.ts";
import { connectionOf } from "../stash-connection.ts";
import { syncOffReason } from "../settings/sync-policy-of.ts";
import { adminDeps, steer } from "./admin-parts.ts";
import { createAskedFiles } from "./asked-files.ts";
import { jobBoard, openSchedules, scheduleSettingsOf } from "./job-parts.ts";
import { createLiveSettings } from "./live-settings.ts";
import { createMatching, type Memory } from "./matching.ts";
import type { CommonParts, PartsInput } from "./parts-input.ts";
import { createPictures } from "./pictures.ts";
import { plexDeps } from "./plex-parts.ts";
import { syncSettingsOf } from "./sync-thread.ts";
import { tellPlex } from "./tell-plex.ts";

export interface Parts {
  readonly app: AppDeps;
  /** Takes over a changed settings file. */
  readonly reload: () => void;
  /** Begins what goes on by itself, once the thread that writes runs. */
  readonly begin: () => void;
  /** Ends what goes on by itself, and what keeps the server from stopping. */
  readonly hangUp: () => void;
  /** Hands over what waits for the thread that writes; to be called while that runs. */
  readonly settle: () => Promise<void>;
  close(): Promise<void>;
}

/** The address of Stash in a form that shows nothing of it: it may hold a password. */
const originOf = (address: string): string =>
  createHash("sha256").update(address).digest("hex").slice(0, 12);

/** Rules are proved on real paths, so they are looked at again once there are more of them. */
function proveWhenCopied(mirror: StashMirror, rulebook: Rulebook): () => void {
  let phase = mirror.status().phase;
  return mirror.onStatus((status) => {
    if (status.phase === "ready" && phase !== "ready") rulebook.prove();
    phase = status.phase;
  });
}

/** Makes every part of the running provider, and ties them together. */
export function createParts(input: PartsInput): Parts {
  const { settings, serve, mirror } = input;
  const { logger, clock } = serve;
  const rulebook = createRulebook({ input: settings.pathRules, reader: mirror.reader, logger });
  const live = createLiveSettings({
    initial: settings,
    load: serve.reload ?? (() => ({ settings, faults: [] })),
    logger,
    onChange: (changed) => {
      rulebook.replace(changed.pathRules);
      sync?.use(syncSettingsOf(changed));
      schedules.use(scheduleSettingsOf(changed));
    },
  });
  const scenes = createSceneReader(mirror, clock, settings.followInterval);
  const { cacheUrl, cacheMb } = settings;
  const memory: Memory = {
    cache: createByteCache({ url: cacheUrl, megabytes: cacheMb, clock, logger }),
    origin: originOf(connectionOf(settings).url),
  };
  const mirrorStatus = (): ReturnType<StashMirror["status"]> => mirror.status();
  const failureLimit = createFailureLimit(() => clock.now());
  const library = createPictureLibrary(mirror);
  const pictures = createPictures({ settings, library, logger, clock, ...memory });
  const sync =
    syncOffReason(settings) === null ? linkSync(mirror.tenant, pictures.bytes, clock) : null;
  const gaps = linkGaps(mirror.tenant);
  const gapWatch = createGapWatch({ gaps, clock, logger });
  const askedFiles = createAskedFiles({ gaps, clock, logger });
  const steering = steer(input, failureLimit, sync, gaps);
  const common: CommonParts = {
    ...input,
    live,
    rulebook,
    journal: createRequestJournal({ logger, clock }),
    metrics: createMetrics({
      version: serve.version,
      mirrorStatus,
      gaps: () => gapWatch.last(),
      now: () => clock.now(),
    }),
    scenes,
    ...createMatching(input, scenes, live, rulebook, memory, askedFiles),
    failureLimit,
    steering,
    sync,
    gaps,
    gapWatch,
    jobRuns: linkJobRuns(mirror.tenant),
  };
  const jobs = jobBoard(common);
  const schedules = openSchedules(common, jobs);
  const admin = adminDeps(common, jobs);
  const stopTelling = sync === null ? null : tellPlex(sync, logger, settings.plexUrl ?? "");
  const forget = proveWhenCopied(mirror, rulebook);
  void askedFiles.recall();
  return {
    app: {
      plex: plexDeps(common),
      admin: Router()
        .use(createPackageRoutes(serve.packagesFolder ?? pluginPackagesFolder()))
        .use(createAdminRoutes(admin)),
      pictures: pictures.routes,
    },
    reload: () => live.reload(),
    begin: () => void schedules.start(),
    hangUp: () => {
      schedules.close();
      steering.close();
      admin.live.close();
    },
    settle: () => askedFiles.close(),
    close: async () => {
      forget();
      stopTelling?.();
      sync?.close();
      await pictures.close();
      memory.cache.close();
    },
  };
}
