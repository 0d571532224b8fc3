import type { SyncLink } from "@stash2plex/engine/engine";
import type { GapService } from "@stash2plex/engine/gaps";

import type { AdminDeps } from "../admin/admin-routes.ts";
import { createGapRoutes } from "../admin/gaps/index.ts";
import type { JobBoard } from "../admin/job-board.ts";
import type { StatusSource } from "../admin/status-report.ts";
import type { SyncAccess } from "../admin/sync-access.ts";
import { createSyncSteering, type SyncSteering } from "../admin/sync-steering.ts";
import type { FailureLimit } from "../admin/token.ts";
import { testPath } from "../path-rules/test-path.ts";
import { syncOffReason } from "../settings/sync-policy-of.ts";
import type { Settings } from "../settings/settings.ts";
import { accessProblem } from "./data-folder.ts";
import type { CommonParts, PartsInput } from "./parts-input.ts";
import { uiParts } from "./ui-parts.ts";

function statusSource({
  settings,
  serve,
  mirror,
  store,
  live,
  rulebook,
  journal,
}: CommonParts): StatusSource {
  return {
    version: serve.version,
    startedAt: serve.clock.now(),
    stashUrl: settings.stashUrl ?? "",
    mirrorStatus: () => mirror.status(),
    pathRules: () => rulebook.reports(),
    storeProblem: () => accessProblem(settings.dataDir),
    notices: () => [...store.notices, ...live.notices()],
    lastPlexRequest: () => journal.lastAt(),
  };
}

/** The way to the work on Plex, or why there is none. */
function syncAccess(settings: Settings, sync: SyncLink | null): SyncAccess {
  return {
    service: () => sync?.service ?? null,
    offReason: () => syncOffReason(settings) ?? "Nothing is brought to Plex by this program.",
  };
}

/** What operators look at and press. */
export function adminDeps(common: CommonParts, jobs: JobBoard): AdminDeps {
  const { settings, serve, mirror, rulebook, journal, metrics, tryMatch: matcher } = common;
  const { failureLimit, steering, sync } = common;
  const source = statusSource(common);
  const { clock, logger, inContainer } = serve;
  return {
    ...uiParts(common, { source, jobs, sync: syncAccess(settings, sync) }),
    source,
    metrics,
    journal,
    matcher,
    jobs,
    failureLimit,
    steering,
    gapRoutes: createGapRoutes({ gaps: common.gaps, logger }),
    apiToken: settings.apiToken,
    publicUrl: settings.publicUrl,
    providerSecret: settings.providerSecret,
    inContainer,
    registrationUrls: common.registrationUrls,
    testPath: (plex) => testPath(plex, rulebook.rules(), mirror.reader),
    acceptNewLibrary: () => mirror.acceptNewLibrary(),
    now: () => clock.now(),
  };
}

/** What tells the work on Plex what to do. */
export function steer(
  { settings, serve, mirror }: PartsInput,
  failureLimit: FailureLimit,
  sync: SyncLink | null,
  gaps: GapService,
): SyncSteering {
  const { apiToken, publicUrl } = settings;
  return createSyncSteering({
    ...serve,
    apiToken,
    publicUrl,
    failureLimit,
    access: syncAccess(settings, sync),
    mirrorStatus: () => mirror.status(),
    gaps,
  });
}
