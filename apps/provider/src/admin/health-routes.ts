import { Router } from "express";

import type { Metrics } from "./metrics.ts";
import { statusReport, type StatusSource } from "./status-report.ts";

/**
 * `/healthz`: the process answers. `/readyz`: it can do its work; without Stash it is degraded but ready, because the
 * mirror answers. `/metrics`: for Prometheus.
 */
export function createHealthRoutes(source: StatusSource, metrics: Metrics): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => {
    response.json({ status: "ok", version: source.version });
  });
  router.get("/readyz", (_request, response) => {
    const { state, problems } = statusReport(source);
    response.status(state === "unready" ? 503 : 200).json({ status: state, problems });
  });
  router.get("/metrics", async (_request, response) => {
    const text = await metrics.text();
    response.setHeader("Content-Type", metrics.contentType);
    response.send(text);
  });
  return router;
}
