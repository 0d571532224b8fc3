import type { MirrorStatus } from "@stash2plex/engine/stash-mirror";
import type { Clock } from "@stash2plex/shared/clock";
import type { Logger } from "@stash2plex/shared/log";
import type { RequestHandler, Router } from "express";

import { runStashCommand, type StashCommandDeps } from "../intake/run-stash-command.ts";
import { createStashBoxRoute } from "../intake/stash-box-route.ts";
import { callerAddress } from "../plex-routes/caller-address.ts";
import { createProgressStream, type ProgressSnapshot } from "./progress-stream.ts";
import type { SyncAccess } from "./sync-access.ts";
import { createSyncJobs, withoutRows } from "./sync-jobs.ts";
import { createSyncRoutes } from "./sync-routes.ts";
import type { FailureLimit } from "./token.ts";

export interface SyncSteeringDeps {
  readonly access: SyncAccess;
  readonly mirrorStatus: () => MirrorStatus;
  readonly gaps: StashCommandDeps["gaps"];
  readonly apiToken: string | null;
  readonly failureLimit: FailureLimit;
  readonly publicUrl: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Everything by which the work on Plex is steered from outside. */
export interface SyncSteering {
  /** For behind the guards of `/api`. */
  readonly routes: Router;
  /** `POST /api/stash`, which checks the token itself: a refusal must have the shape that Stash shows. */
  readonly stashBox: RequestHandler;
  /** Ends streams that would keep the server from stopping. */
  close(): void;
}

export function createSyncSteering(deps: SyncSteeringDeps): SyncSteering {
  const { access, mirrorStatus, gaps, apiToken, failureLimit, publicUrl, clock, logger } = deps;
  const jobs = createSyncJobs({ clock, logger });
  const snapshot = async (): Promise<ProgressSnapshot> => {
    const service = access.service();
    const { phase, progress } = mirrorStatus();
    return {
      mirror: { phase, progress },
      sync: service === null ? { problem: access.offReason() } : await service.status(),
      jobs: jobs.list().slice(0, 5).map(withoutRows),
    };
  };
  const progress = createProgressStream({ snapshot, clock });
  const commands: StashCommandDeps = { ...access, jobs, mirrorStatus, gaps, clock };
  return {
    routes: createSyncRoutes({ access, jobs, progress, clock }),
    stashBox: createStashBoxRoute({
      apiToken,
      failureLimit,
      run: (command, watch) => runStashCommand(commands, command, watch),
      addressOf: (request) => callerAddress(request, publicUrl),
    }),
    close: () => progress.close(),
  };
}
