import type { Clock } from "@stash2plex/shared/clock";
import { Router } from "express";

import { createEventsRoute } from "../intake/events-route.ts";
import type { ProgressStream } from "./progress-stream.ts";
import { createQueueRoutes } from "./queue-routes.ts";
import { createReconcileRoutes } from "./reconcile-routes.ts";
import { type SyncAccess, withService } from "./sync-access.ts";
import type { SyncJobs } from "./sync-jobs.ts";

export interface SyncRoutesDeps {
  readonly access: SyncAccess;
  readonly jobs: SyncJobs;
  readonly progress: ProgressStream;
  readonly clock: Clock;
}

/** What brings edits to Plex, as far as programs and people steer it. To be mounted behind the guards of `/api`. */
export function createSyncRoutes({ access, jobs, progress, clock }: SyncRoutesDeps): Router {
  const router = Router();
  router.post("/api/events", createEventsRoute(access));
  router.use(createQueueRoutes(access, () => clock.now()));
  router.use(createReconcileRoutes(access, jobs));
  router.get(
    "/api/sync",
    withService(access, async (service, _request, response) => {
      const running = jobs.list().find(({ endedAt }) => endedAt === null) ?? null;
      response.json({ schema: 1, ...(await service.status()), running });
    }),
  );
  router.get("/api/progress", progress.route);
  return router;
}
