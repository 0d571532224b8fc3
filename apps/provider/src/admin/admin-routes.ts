import { Router } from "express";

import { type ApiDeps, createApiRoutes } from "./api-routes.ts";
import { createHealthRoutes } from "./health-routes.ts";
import type { Metrics } from "./metrics.ts";
import type { UiDeps } from "../ui/ui-deps.ts";
import { createUiRoutes } from "../ui/ui-routes.ts";

export interface AdminDeps extends ApiDeps, UiDeps {
  readonly metrics: Metrics;
}

/** Everything that people and programs other than Plex call. */
export function createAdminRoutes(deps: AdminDeps): Router {
  const router = Router();
  router.use(createHealthRoutes(deps.source, deps.metrics));
  router.use(createApiRoutes(deps));
  router.use(createUiRoutes(deps));
  return router;
}
